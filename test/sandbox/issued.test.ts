import { createHash, createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { Authority } from '../../src/sandbox/ca/authority.ts';
import { type AuthorityMaterial, createAuthority } from '../../src/sandbox/ca/create-authority.ts';
import { checkRequest } from '../../src/sandbox/ca/csr.ts';
import { contentOf, der, derTime, elementsIn, Tag } from '../../src/sandbox/ca/der.ts';
import { nameOf, RSA_SIGNATURE, unitOf } from '../../src/sandbox/ca/parts.ts';
import { x509 } from '../../src/sandbox/ca/x509.ts';

const CRL_URL = 'http://127.0.0.1:41234/crl';
const rsa = spki('rsa');
const publicKeys = [rsa, spki('ec')];
let material: AuthorityMaterial;

beforeAll(async () => {
  material = await createAuthority(new Date('2026-11-22T00:00:00Z'), 4);
});

describe('a certificate of the CA', () => {
  test('is byte for byte what the library makes of the same', async () => {
    const authority = await Authority.load(material);
    const orders = fc.record({
      loginId: fc.oneof(fc.constantFrom('user1', '#"\\,+=;<>', '山田 花子'), fc.string({ minLength: 1 })),
      sequence: fc.integer({ min: 1, max: 2000 }),
      publicKey: fc.constantFrom(...publicKeys),
      // From 2050 on a date is written otherwise.
      issuedAt: fc.date({
        min: new Date('1982-01-01'),
        max: new Date('2071-12-31T23:59:59Z'),
        noInvalidDate: true,
      }),
      validityDays: fc.option(fc.integer({ min: 1, max: 400 }), { nil: undefined }),
      crlUrl: fc.constantFrom(CRL_URL, `${CRL_URL}/${'long/'.repeat(60)}`),
    });
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        const { pem, ...made } = await authority.issue(order);
        expect(derOf(pem)).toEqual(await byTheLibrary(pem, { ...order, ...made }));
        expect(pem).toBe(`${new x509.X509Certificate(pem).toString('pem').trim()}\n`);
        expect(new X509Certificate(pem).verify(new X509Certificate(material.chain[0] ?? '').publicKey)).toBe(
          true,
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('DER', () => {
  test.each([
    [0, '0400'],
    [127, '047f'],
    [128, '048180'],
    [255, '0481ff'],
    [256, '04820100'],
    [65535, '0482ffff'],
  ])('the length of %i octets', (length, header) => {
    const written = der(Tag.octetString, Buffer.alloc(length - (length >> 1)), Buffer.alloc(length >> 1));
    expect(written.toString('hex')).toBe(header + '00'.repeat(length));
    expect(contentOf(written)).toHaveLength(length);
  });

  test('the elements in one, each whole', () => {
    const elements = [0, 127, 128, 256, 60_000].map((length) => der(Tag.octetString, Buffer.alloc(length)));
    expect(elementsIn(der(Tag.set, ...elements))).toEqual(elements);
    expect(() => der(Tag.set, ...elements, ...elements)).toThrow(RangeError);
  });

  test.each([
    ['2049-12-31T23:59:59Z', '170d3439313233313233353935395a'],
    ['2050-01-01T00:00:00Z', '180f32303530303130313030303030305a'],
  ])('the time %s', (time, hex) => {
    expect(derTime(new Date(time)).toString('hex')).toBe(hex);
  });

  test.each(['', '30', '3001', '3080', '30830000', '300205', '300130', '30000500', '3003040200', '30030403'])(
    'what is none: %s',
    (hex) => {
      expect(() => elementsIn(Buffer.from(hex, 'hex'))).toThrow(RangeError);
    },
  );
});

test('a request is judged by the bytes that were signed', async () => {
  const keys = await webKeys();
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: 'CN=user1',
    keys,
    signingAlgorithm: RSA_SIGNATURE,
  });
  expect(await checkRequest(request.toString('pem'), 'user1')).toBeDefined();
  const bytes = Buffer.from(request.rawData);
  const signed = elementsIn(bytes)[0]?.length ?? 0;
  const refused: number[] = [];
  for (let at = 0; at < signed + 4; at += 7) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    const pem = `-----BEGIN CERTIFICATE REQUEST-----\n${changed.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
    if ((await checkRequest(pem, 'user1')) === undefined) refused.push(at);
  }
  expect(refused).toHaveLength(Math.ceil((signed + 4) / 7));
});

interface Made {
  readonly loginId: string;
  readonly publicKey: Buffer;
  readonly crlUrl: string;
  readonly serialNumber: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** From the same parts, with the CN as it stands there: it holds random digits. */
async function byTheLibrary(pem: string, made: Made): Promise<Buffer> {
  const issuing = new x509.X509Certificate(material.chain[0] ?? '');
  const [commonName = ''] = new x509.X509Certificate(pem).subjectName.getField('CN');
  expect(commonName.startsWith(`${made.loginId} A`)).toBe(true);
  const { serialNumber, notBefore, notAfter } = made;
  const publicKey = new x509.PublicKey(made.publicKey);
  const keyId = createHash('sha1')
    .update(new X509Certificate(material.chain[0] ?? '').publicKey.export({ type: 'pkcs1', format: 'der' }))
    .digest('hex');
  const certificate = await x509.X509CertificateGenerator.create({
    ...{ serialNumber, notBefore, notAfter, publicKey },
    subject: new x509.Name([...nameOf(4), { CN: [{ utf8String: commonName }] }]),
    issuer: issuing.subjectName,
    signingKey: await signingKey(),
    signingAlgorithm: RSA_SIGNATURE,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]),
      await x509.AuthorityKeyIdentifierExtension.create(issuing.publicKey),
      new x509.CRLDistributionPointsExtension([`${made.crlUrl}?authorityKeyId=${keyId}`]),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
    ],
  });
  expect(certificate.subject).toContain(unitOf(4));
  return Buffer.from(certificate.rawData);
}

async function signingKey() {
  const pkcs8 = createPrivateKey(material.issuingKey).export({ type: 'pkcs8', format: 'der' });
  return crypto.subtle.importKey('pkcs8', pkcs8, RSA_SIGNATURE, false, ['sign']);
}

async function webKeys() {
  const algorithm = { ...RSA_SIGNATURE, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

function spki(type: 'rsa' | 'ec'): Buffer {
  const { publicKey } =
    type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return publicKey.export({ type: 'spki', format: 'der' });
}

function derOf(pem: string): Buffer {
  return Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64');
}
