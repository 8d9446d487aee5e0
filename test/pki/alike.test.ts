import { X509Certificate } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fieldsReader } from '../../src/pki/alike.ts';
import { MalformedDer } from '../../src/pki/der.ts';
import { type Fields, readFields } from '../../src/pki/fields.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import {
  CA_EXTENSIONS,
  CLIENT_EXTENSIONS,
  type Issued,
  type IssueOptions,
  issue,
} from '../support/test-ca.ts';

const folder = makeTempFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Its signatures are all of one length. */
const ED25519 = ['-algorithm', 'ED25519'];
let ca: Issued;
beforeAll(() => {
  ca = issue(folder, { subject: '/O=cert-tool DEMO/CN=CA', newKey: ED25519, extensions: CA_EXTENSIONS });
});

function derOf(options: IssueOptions): Buffer {
  return new X509Certificate(issue(folder, { issuer: ca, ...options }).pem).raw;
}

/** A reader that has learnt a certificate, and how often it has walked over a whole one since. */
function learnt(der: Buffer) {
  let walks = 0;
  const read = fieldsReader((each) => {
    walks += 1;
    return readFields(each);
  });
  read(der);
  read(der);
  walks = 0;
  return { read, walks: () => walks };
}

function outcome(read: (der: Buffer) => Fields, der: Buffer): Fields | 'refused' {
  try {
    return read(der);
  } catch (error) {
    if (error instanceof MalformedDer) return 'refused';
    throw error;
  }
}

const OF_BANK = '/O=(9999)BANK/OU=(9999)ANSER-WEB(BizSOL) TEST CA - G4';
const FIRST = {
  subject: `${OF_BANK}/CN=user0001 A001 20260304153656560435`,
  extensions: CLIENT_EXTENSIONS,
  from: '20260304153656Z',
  until: '20270304235959Z',
};
const SECOND = {
  subject: `${OF_BANK}/CN=us,r0002 A012 20270405153656560436`,
  extensions: CLIENT_EXTENSIONS,
  serial: '7A8E869E2BC4B2225302F34ADA65184F',
  from: '20270405153656Z',
  until: '20280405235959Z',
};

test('another one of the same CA is read as if all of it had been walked over, and is not', () => {
  const { read, walks } = learnt(derOf(FIRST));
  const second = derOf(SECOND);
  expect(read(second)).toEqual(readFields(second));
  expect(read(second)).toMatchObject({
    subject: 'CN=us\\,r0002 A012 20270405153656560436,OU=(9999)ANSER-WEB(BizSOL) TEST CA - G4,O=(9999)BANK',
    commonName: 'us,r0002 A012 20270405153656560436',
    serialNumber: '7a8e869e2bc4b2225302f34ada65184f',
    notBefore: new Date('2027-04-05T15:36:56Z'),
  });
  expect(walks()).toBe(0);
});

test.each<[string, IssueOptions]>([
  [
    'with another use',
    { ...SECOND, extensions: CLIENT_EXTENSIONS.map((each) => each.replace('client', 'server')) },
  ],
  ['of another department', { ...SECOND, subject: SECOND.subject.replace('G4', 'G5') }],
  ['with a longer name', { ...SECOND, subject: `${SECOND.subject}7` }],
])('one %s is walked over', (_, options) => {
  const { read, walks } = learnt(derOf(FIRST));
  const other = derOf(options);
  expect(read(other)).toEqual(readFields(other));
  expect(walks()).toBe(1);
});

test('one of another CA is walked over', () => {
  const subject = '/O=cert-tool DEMO/CN=CB';
  const issuer = issue(folder, { subject, newKey: ED25519, extensions: CA_EXTENSIONS });
  const { read, walks } = learnt(derOf(FIRST));
  const other = derOf({ ...SECOND, issuer });
  expect(read(other)).toEqual(readFields(other));
  expect(read(other).issuer).toBe('CN=CB,O=cert-tool DEMO');
  expect(walks()).toBe(1);
});

/** Whether others that are like it are not walked over. */
const KINDS: Record<string, IssueOptions & { readonly isLearnt: boolean }> = {
  'the bank’s shape': { ...FIRST, isLearnt: true },
  'a CN in Japanese': {
    subject: '/O=株式会社データ/CN=データ花子',
    extensions: CLIENT_EXTENSIONS,
    isLearnt: true,
  },
  'a CN of two octets a character': {
    subject: '/O=a/CN=データ花子',
    stringMask: 'MASK:2048',
    isLearnt: true,
  },
  'a CN that is not the last': { subject: '/CN=one/O=two', isLearnt: false },
  'a CN among others': { subject: '/O=a/CN=b+OU=c', isLearnt: false },
  'two CNs': { subject: '/CN=first/CN=last', isLearnt: true },
  'two CNs in one': { subject: '/O=a/CN=bb+CN=b', isLearnt: false },
  'no CN': { subject: '/O=a', isLearnt: false },
  'no name': { subject: '/', isLearnt: false },
  'no extensions': { subject: '/CN=a', isLearnt: true },
  'no key identifier': {
    subject: '/CN=a',
    extensions: ['extendedKeyUsage=clientAuth', 'subjectAltName=DNS:a.example'],
    isLearnt: true,
  },
  'a short serial number': { subject: '/CN=a', serial: '01', isLearnt: true },
};

test.each(Object.entries(KINDS))(
  'with %s, whatever one octet is changed to, both ways of reading tell the same',
  (_, kind) => {
    const der = derOf(kind);
    let [rounds, walked] = [0, 0];
    for (let at = 0; at < der.length; at += 1) {
      for (const change of [0x01, 0x02, 0x10, 0x80, 0xff]) {
        const changed = Buffer.from(der);
        changed[at] = (changed[at] ?? 0) ^ change;
        const { read, walks } = learnt(der);
        expect([at, outcome(read, changed)]).toEqual([at, outcome(readFields, changed)]);
        rounds += 1;
        walked += walks();
      }
    }
    // Key and signature alone are 96 octets.
    if (kind.isLearnt) expect(rounds - walked).toBeGreaterThan(5 * 96);
    else expect(walked).toBe(rounds);
  },
);

test('of two key identifiers the last one counts', () => {
  const der = derOf({
    subject: '/CN=a',
    extensions: ['subjectKeyIdentifier=hash', `2.5.29.98=DER:0414${'ab'.repeat(20)}`],
  });
  // openssl writes no extension twice: the second is of another kind until here.
  Buffer.from('0603551d0e', 'hex').copy(der, der.indexOf(Buffer.from('0603551d62', 'hex')));
  const { read, walks } = learnt(der);
  der[der.indexOf(Buffer.alloc(20, 0xab)) + 19] = 0xac;
  expect(read(der).subjectKeyId).toBe(`${'ab'.repeat(19)}ac`);
  expect(walks()).toBe(0);
});
