import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyWithout, requestWithout } from './plain-request.ts';

/** Runs openssl, the independent check. Its messages are shown only when it fails. */
export function openssl(args: readonly string[], input?: string | Buffer): Buffer {
  return execFileSync('openssl', args, { stdio: ['pipe', 'pipe', 'pipe'], input: input ?? '' });
}

export interface Issued {
  readonly pem: string;
  /** PKCS#8 PEM. */
  readonly key: string;
}

export interface IssueOptions {
  readonly subject: string;
  /** Lines of an openssl extension section. */
  readonly extensions?: readonly string[];
  /** Self-signed without it. */
  readonly issuer?: Issued;
  readonly key?: string;
  /** A PKCS#10 request in PEM: its public key is certified, under `subject`. */
  readonly csr?: string;
  /** openssl's arguments of `genpkey`; an EC key by default, for it is quick. */
  readonly newKey?: readonly string[];
  /** `YYYYMMDDhhmmssZ`. */
  readonly from?: string;
  readonly until?: string;
  readonly serial?: string;
  /** openssl's `string_mask`. */
  readonly stringMask?: string;
}

const EC = ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'];
export const RSA = ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'];

export const CA_EXTENSIONS = [
  'basicConstraints=critical,CA:TRUE',
  'keyUsage=critical,keyCertSign,cRLSign',
  'subjectKeyIdentifier=hash',
];
export const CLIENT_EXTENSIONS = [
  'basicConstraints=critical,CA:FALSE',
  'keyUsage=critical,digitalSignature',
  'extendedKeyUsage=clientAuth',
  'subjectKeyIdentifier=hash',
  'authorityKeyIdentifier=keyid',
];

let count = 0;

/** Issues a certificate by `openssl ca`, which lets dates, serial number and strings be chosen freely. */
export function issue(folder: string, options: IssueOptions): Issued {
  const file = (name: string) => join(folder, `${count}-${name}`);
  count += 1;
  const key = options.key ?? newKeyOf(options.newKey ?? EC);
  const [signerKey, signerPem] = [options.issuer?.key ?? key, options.issuer?.pem];
  writeFileSync(file('config'), configOf(file, options));
  writeFileSync(file('key'), key);
  writeFileSync(file('signer-key'), signerKey);
  if (signerPem) writeFileSync(file('signer'), signerPem);
  writeFileSync(file('index'), '');
  writeFileSync(file('serial'), options.serial ?? '5B8E869E2BC4B2225302F34ADA65184E');
  const request = options.csr ?? requestWithout(key);
  if (request) writeFileSync(file('csr'), request);
  else makeRequest(file, options.subject);
  const signer = signerPem ? ['-cert', file('signer')] : ['-selfsign'];
  const dates = [
    '-startdate',
    options.from ?? '20200101000000Z',
    '-enddate',
    options.until ?? '20991231235959Z',
  ];
  openssl([
    'ca',
    '-batch',
    '-notext',
    '-utf8',
    '-preserveDN',
    '-subj',
    options.subject,
    '-config',
    file('config'),
    '-in',
    file('csr'),
    '-out',
    file('pem'),
    '-keyfile',
    file('signer-key'),
    ...signer,
    ...dates,
  ]);
  return { pem: readFileSync(file('pem'), 'utf8'), key };
}

function newKeyOf(args: readonly string[]): string {
  return keyWithout(args) ?? openssl(['genpkey', ...args]).toString();
}

function makeRequest(file: (name: string) => string, subject: string): void {
  const [config, key, out] = [file('config'), file('key'), file('csr')];
  openssl(['req', '-new', '-utf8', '-config', config, '-key', key, '-subj', subject, '-out', out]);
}

function configOf(file: (name: string) => string, { extensions, stringMask }: IssueOptions): string {
  return [
    'oid_section = oids',
    '[oids]',
    '[req]',
    'distinguished_name = dn',
    'utf8 = yes',
    `string_mask = ${stringMask ?? 'utf8only'}`,
    '[dn]',
    '[ca]',
    'default_ca = test',
    '[test]',
    `database = ${file('index')}`,
    `serial = ${file('serial')}`,
    `new_certs_dir = ${join(file('x'), '..')}`,
    'default_md = sha256',
    'policy = policy',
    'unique_subject = no',
    'email_in_dn = yes',
    `string_mask = ${stringMask ?? 'utf8only'}`,
    ...(extensions ? ['x509_extensions = extensions'] : []),
    '[policy]',
    '[extensions]',
    ...(extensions ?? []),
  ].join('\n');
}
