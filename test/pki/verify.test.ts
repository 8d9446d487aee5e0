import { createHash, createPrivateKey, createPublicKey, sign, X509Certificate } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { CertToolError, messageOf } from '../../src/core/error.ts';
import { readCertificate } from '../../src/pki/certificate.ts';
import { publicKeyHashOf } from '../../src/pki/keys.ts';
import { toPem } from '../../src/pki/pem.ts';
import { trialSignature, verifySignature } from '../../src/pki/trial.ts';
import {
  belongsToBank,
  checkIssued,
  friendlyNameOf,
  type IssuedCheck,
  isCaChain,
  isIssuedBy,
} from '../../src/pki/verify.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, type IssueOptions, issue, RSA } from '../support/test-ca.ts';
import { withUnknownKey } from '../support/unknown-key.ts';

const folder = makeTempFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SUBJECT = '/O=cert-tool DEMO/CN=jirodt A001 20260304153656560435';
const NOW = new Date('2026-06-01T00:00:00Z');

const root = issue(folder, { subject: '/CN=root', extensions: CA_EXTENSIONS });
const issuing = issue(folder, {
  subject: '/CN=issuing',
  extensions: [
    'basicConstraints=critical,CA:TRUE,pathlen:0',
    'keyUsage=keyCertSign',
    ...CA_EXTENSIONS.slice(2),
    'authorityKeyIdentifier=keyid',
  ],
  issuer: root,
});
const leafOptions: IssueOptions = {
  subject: SUBJECT,
  extensions: CLIENT_EXTENSIONS,
  issuer: issuing,
  from: '20260304000000Z',
  until: '20270304235959Z',
};
const leaf = issue(folder, leafOptions);
const good: IssuedCheck = {
  certificate: leaf.pem,
  chain: [issuing.pem, root.pem],
  caChain: [issuing.pem, root.pem],
  publicKeyHash: publicKeyHashOf(leaf.key),
  loginId: 'jirodt',
  now: NOW,
};

/** The same check of another certificate for the same key. */
function leafWith(changes: Partial<IssueOptions>): IssuedCheck {
  return { ...good, certificate: issue(folder, { ...leafOptions, key: leaf.key, ...changes }).pem };
}

function under(changes: Partial<IssueOptions>): IssuedCheck {
  const ca = issue(folder, {
    subject: '/CN=other issuing',
    extensions: CA_EXTENSIONS,
    issuer: root,
    ...changes,
  });
  return { ...leafWith({ issuer: ca }), chain: [ca.pem, root.pem] };
}

/** The last octet of the DER belongs to the signature. */
function withBrokenSignature(pem: string): string {
  const der = Buffer.from(new X509Certificate(pem).raw);
  der.writeUInt8(der.readUInt8(der.length - 1) ^ 1, der.length - 1);
  return toPem('CERTIFICATE', der);
}

test('what the bank should send is accepted', () => {
  checkIssued(good);
  checkIssued({ ...good, chain: [issuing.pem] });
  checkIssued({ ...good, caChain: [root.pem] });
  checkIssued({ ...good, caChain: [issuing.pem], chain: [issuing.pem] });
  checkIssued(leafWith({ extensions: ['authorityKeyIdentifier=keyid'] }));
  checkIssued({ ...good, now: new Date('2027-03-04T23:59:59.900Z') });
  // Made a moment after the bank was asked for its time.
  checkIssued({ ...good, now: new Date('2026-03-03T23:58:00Z') });
});

const cases: Record<string, [() => IssuedCheck, RegExp]> = {
  'another key': [() => ({ ...good, publicKeyHash: publicKeyHashOf(root.key) }), /another key/],
  'another login ID': [() => ({ ...good, loginId: 'hanakodt' }), /another login ID/],
  'a login ID that only begins alike': [() => ({ ...good, loginId: 'jirod' }), /another login ID/],
  'no bank’s subject': [() => leafWith({ subject: '/CN=jirodt' }), /another login ID/],
  expired: [() => ({ ...good, now: new Date('2027-03-05T00:00:00Z') }), /not valid at this time/],
  'from the future': [() => ({ ...good, now: new Date('2026-03-03T12:00:00Z') }), /not valid at this time/],
  'no digital signature': [() => leafWith({ extensions: ['keyUsage=keyEncipherment'] }), /signatures/],
  'for servers': [() => leafWith({ extensions: ['extendedKeyUsage=serverAuth'] }), /client authentication/],
  'a broken signature': [() => ({ ...good, certificate: withBrokenSignature(leaf.pem) }), /signature/],
  'a broken signature of the CA': [
    () => ({ ...good, chain: [withBrokenSignature(issuing.pem), root.pem] }),
    /signature/,
  ],
  'a CA of the same name with another key': [
    () => ({
      ...good,
      chain: [
        issue(folder, { subject: '/CN=issuing', extensions: CA_EXTENSIONS, issuer: root }).pem,
        root.pem,
      ],
    }),
    /signature/,
  ],
  'the chain in the wrong order': [
    () => ({ ...good, chain: [root.pem, issuing.pem] }),
    /signature|authority/,
  ],
  'no chain': [() => ({ ...good, chain: [] }), /bank's own CA/],
  'another bank’s CA': [
    () => ({ ...good, caChain: [issue(folder, { subject: '/CN=root', extensions: CA_EXTENSIONS }).pem] }),
    /bank's own CA/,
  ],
  'no known CA': [() => ({ ...good, caChain: [] }), /bank's own CA/],
  'an issuer that is no CA': [
    () => under({ extensions: ['basicConstraints=CA:FALSE'] }),
    /no certification authority/,
  ],
  'an issuer without basic constraints': [
    () => under({ extensions: ['keyUsage=keyCertSign'] }),
    /no certification authority/,
  ],
  'a CA that may not sign certificates': [
    () => under({ extensions: ['basicConstraints=CA:TRUE', 'keyUsage=cRLSign'] }),
    /no certification authority/,
  ],
  'an expired CA': [() => under({ until: '20260101000000Z' }), /authority is not valid/],
  'a CA below one that may have none': [
    () => {
      const below = issue(folder, { subject: '/CN=below', extensions: CA_EXTENSIONS, issuer: issuing });
      return { ...leafWith({ issuer: below }), chain: [below.pem, issuing.pem, root.pem] };
    },
    /no certification authority/,
  ],
  'another client’s certificate as CA': [
    () => ({ ...leafWith({ issuer: leaf }), chain: [leaf.pem, issuing.pem, root.pem] }),
    /no certification authority/,
  ],
  garbage: [() => ({ ...good, certificate: 'garbage' }), /cannot be read/],
  'garbage in the chain': [() => ({ ...good, chain: ['garbage'] }), /cannot be read/],
  'a cut certificate': [() => ({ ...good, certificate: leaf.pem.slice(0, 400) }), /cannot be read/],
};

test.each(Object.entries(cases))('%s is rejected', (_, [make, reason]) => {
  let thrown: unknown;
  try {
    checkIssued(make());
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(CertToolError);
  expect(thrown).toMatchObject({ errorName: 'certificate-rejected' });
  expect(messageOf(thrown as CertToolError, 'en')).toMatch(reason);
  expect(messageOf(thrown as CertToolError, 'ja')).toMatch(/。$/);
});

test('whose certificate it is', () => {
  const record = readCertificate(leaf.pem);
  expect(belongsToBank(record, { chains: [[issuing.pem, root.pem]] })).toBe(true);
  expect(belongsToBank(record, { chains: [[root.pem], [issuing.pem]] })).toBe(true);
  expect(belongsToBank(record, { chains: [[root.pem]] })).toBe(false);
  expect(belongsToBank(record, { chains: [] })).toBe(false);
  expect(belongsToBank({}, { chains: [[issuing.pem]] })).toBe(false);
  const { authorityKeyId = '' } = record;
  expect(belongsToBank(record, { chains: [[root.pem]], authorityKeyIds: [authorityKeyId] })).toBe(true);
  expect(friendlyNameOf(record)).toBe('ANSER-WEB jirodt A001 (cert-tool)');
  expect(friendlyNameOf({ commonName: '', subject: '', thumbprint: 'a1b2' })).toBe(
    'ANSER-WEB a1b2 (cert-tool)',
  );
});

describe('trial signature', () => {
  const { pem, key } = issue(folder, { subject: SUBJECT, newKey: RSA });
  const certificate = readCertificate(pem);
  const storeThat = (signBytes: (bytes: Uint8Array) => Uint8Array) => ({
    sign: async (_: string, bytes: Uint8Array) => signBytes(bytes),
  });

  test('the right key', async () => {
    const signed: Uint8Array[] = [];
    const store = storeThat((bytes) => {
      signed.push(bytes);
      return sign('sha256', bytes, key);
    });
    expect(await trialSignature(store, certificate)).toBe(true);
    expect(await trialSignature(store, certificate)).toBe(true);
    const [first, second] = signed.map((bytes) => createHash('sha256').update(bytes).digest('hex'));
    expect(first).not.toBe(second);
    expect(Buffer.from(signed[0] ?? []).toString('latin1')).not.toMatch(/^cert-tool proof/);
  });

  test('the wrong key, garbage, an unusable key', async () => {
    const other = createPrivateKey(issue(folder, { subject: SUBJECT, newKey: RSA }).key);
    expect(
      await trialSignature(
        storeThat((bytes) => sign('sha256', bytes, other)),
        certificate,
      ),
    ).toBe(false);
    expect(
      await trialSignature(
        storeThat(() => Buffer.alloc(3)),
        certificate,
      ),
    ).toBe(false);
    const failing = (name: 'key-unusable' | 'store-missing') =>
      storeThat(() => {
        throw new CertToolError(name);
      });
    expect(await trialSignature(failing('key-unusable'), certificate)).toBe(false);
    await expect(trialSignature(failing('store-missing'), certificate)).rejects.toMatchObject({
      errorName: 'store-missing',
    });
  });

  test('a signature over other bytes', () => {
    const signature = sign('sha256', Buffer.from('a'), key);
    expect(verifySignature(pem, Buffer.from('a'), signature)).toBe(true);
    expect(verifySignature(pem, Buffer.from('b'), signature)).toBe(false);
    expect(publicKeyHashOf(createPublicKey(key))).toBe(certificate.publicKeyHash);
  });
});

test('a CA whose kind of key is not known has signed nothing', () => {
  const unknown = withUnknownKey(issuing.pem);
  const check = { ...good, chain: [unknown, root.pem] };
  expect(() => checkIssued(check)).toThrow(CertToolError);
  expect(isCaChain([unknown, root.pem])).toBe(false);
  expect(isIssuedBy(readCertificate(leaf.pem), [unknown])).toBe(false);
});
