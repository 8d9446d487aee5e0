import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { BankIdentity } from '../../src/core/bank-identity.ts';
import type { StoredCertificate } from '../../src/core/certificate.ts';
import { readCertificate } from '../../src/pki/certificate.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import {
  CA_EXTENSIONS,
  CLIENT_EXTENSIONS,
  type Issued,
  type IssueOptions,
  issue as issueByOpenssl,
} from '../support/test-ca.ts';

/** Real certificates for tests of single steps: made once for a file, valid on this day. */
export const NOW = new Date('2026-07-01T03:00:00Z');
export const LOGIN_ID = 'hanako';

/** Everything that is made here; `next` is of the bank's next CA, `strange` of nobody's. */
const made = makeAll();

function makeAll() {
  const folder = makeTempFolder();
  // A key of Node's own takes no process.
  const issue = (options: IssueOptions) => issueByOpenssl(folder, { key: newKey(), ...options });
  try {
    const ca = (name: string, issuer?: Issued) =>
      issue({ subject: `/O=Test/CN=${name}`, extensions: CA_EXTENSIONS, ...(issuer ? { issuer } : {}) });
    const root = ca('Root');
    const [g4, g5, other] = [ca('CA - G4', root), ca('CA - G5'), ca('Other CA')];
    const client = (issuer: Issued, serial: string, from: string, loginId = LOGIN_ID) =>
      issue({
        ...{ subject: `/O=Test/CN=${loginId} A001 20${from}000000`, extensions: CLIENT_EXTENSIONS, issuer },
        ...{ serial: serial.padStart(32, '1'), from: `20${from}Z`, until: '20270101000000Z' },
      });
    return {
      ...{ root, g4, g5 },
      old: client(g4, 'A1', '260101000000'),
      fresh: client(g4, 'A2', '260701000000'),
      next: client(g5, 'A3', '260701000000'),
      strange: client(other, 'A4', '260701000000'),
      jiro: client(g4, 'A5', '260701000000', 'jiro'),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

export const chains = {
  g4: [made.g4.pem, made.root.pem],
  g5: [made.g5.pem],
};

/** As it was learnt before the bank's CA changed. */
export const BANK: BankIdentity = {
  ...{ bankId: 'bank', name: 'Test Bank', chain: chains.g4, chains: [chains.g4] },
};

const keys = new Map<string, KeyObject>();

/** As a store shows it, with its key. */
function stored({ pem, key }: Issued): StoredCertificate {
  const record = readCertificate(pem);
  keys.set(record.thumbprint, createPrivateKey(key));
  const { publicKeyHash } = record;
  return { ...record, pem: record.pem, publicKeyHash, hasPrivateKey: true, friendlyName: 'made for a test' };
}

/** Of one login ID, but for `jiro`. */
export const certificates = {
  old: stored(made.old),
  fresh: stored(made.fresh),
  next: stored(made.next),
  strange: stored(made.strange),
  jiro: stored(made.jiro),
};

/** The key of a certificate of these. */
export function keyOf(thumbprint: string): KeyObject | undefined {
  return keys.get(thumbprint);
}
