import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Issued, openssl } from './test-ca.ts';

export interface CrlOptions {
  readonly issuer: Issued;
  readonly revoked?: readonly { readonly serial: string; readonly reason?: string }[];
  /** `YYYYMMDDhhmmssZ`. */
  readonly from?: string;
  readonly until?: string;
  /** Lines of the section of the list's own extensions. */
  readonly extensions?: readonly string[];
  readonly digest?: string;
}

let count = 0;

/** Signs a revocation list by `openssl ca -gencrl`. DER. */
export function issueCrl(folder: string, options: CrlOptions): Buffer {
  const { issuer, revoked = [], from = '20260101000000Z', until = '20270101000000Z' } = options;
  const file = (name: string) => join(folder, `crl-${count}-${name}`);
  count += 1;
  const rows = revoked.map(({ serial, reason }) =>
    [
      'R',
      '301231235959Z',
      `260101000000Z${reason ? `,${reason}` : ''}`,
      serial.toUpperCase(),
      'unknown',
      '/CN=x',
    ].join('\t'),
  );
  writeFileSync(file('index'), rows.map((row) => `${row}\n`).join(''));
  writeFileSync(file('number'), '01');
  writeFileSync(file('key'), issuer.key);
  writeFileSync(file('ca'), issuer.pem);
  const config = [
    '[ca]',
    'default_ca = test',
    '[test]',
    `database = ${file('index')}`,
    `crlnumber = ${file('number')}`,
    `default_md = ${options.digest ?? 'sha256'}`,
    'crl_extensions = extensions',
    '[extensions]',
    ...(options.extensions ?? ['authorityKeyIdentifier=keyid']),
  ];
  writeFileSync(file('config'), config.join('\n'));
  openssl([
    ...['ca', '-gencrl', '-batch', '-config', file('config'), '-keyfile', file('key'), '-cert', file('ca')],
    ...['-crl_lastupdate', from, '-crl_nextupdate', until, '-out', file('pem')],
  ]);
  return openssl(['crl', '-in', file('pem'), '-outform', 'DER']);
}
