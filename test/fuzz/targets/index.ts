import type { FuzzTarget } from '../target.ts';
import { bank } from './bank.ts';
import { certutil } from './certutil.ts';
import { config } from './config.ts';
import { crl } from './crl.ts';
import { csv } from './csv.ts';
import { der } from './der.ts';
import { est } from './est.ts';
import { issued } from './issued.ts';
import { journal } from './journal.ts';
import { nss, nssText } from './nss.ts';
import { pem } from './pem.ts';
import { pkcs12 } from './pkcs12.ts';
import { powershell } from './powershell.ts';
import { records } from './records.ts';

/** Every reader of what others wrote. */
export const TARGETS: readonly FuzzTarget[] = [
  der,
  pem,
  pkcs12,
  crl,
  journal,
  records,
  config,
  csv,
  certutil,
  nss,
  nssText,
  powershell,
  bank,
  issued,
  est,
];
