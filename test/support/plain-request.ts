import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createRequire } from 'node:module';
import { bits, element, integer, objectIdentifier, sequence } from './der-parts.ts';

const { rsaKey }: { rsaKey(bits: number): string } = createRequire(import.meta.url)('./kept-keys.cjs');

/**
 * A new key as `openssl genpkey` would make it with these arguments, PKCS#8 PEM, without a process for it: in the tests these were
 * a third of what a certificate cost. Undefined for kinds that are not made here.
 */
export function keyWithout(openssl: readonly string[]): string | undefined {
  const [, algorithm, , option = '', ...more] = openssl;
  const [name, value = ''] = option.split(':');
  if (more.length > 0) return undefined;
  if (algorithm === 'RSA' && name === 'rsa_keygen_bits') return rsaKey(Number(value));
  if (algorithm !== 'EC' || name !== 'ec_paramgen_curve') return undefined;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: value });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** ecdsa-with-SHA256 (RFC 5758, 3.2), sha256WithRSAEncryption with its NULL (RFC 4055, 5). */
const SIGNED_WITH: Readonly<Record<string, Buffer>> = {
  ec: sequence(objectIdentifier('1.2.840.10045.4.3.2')),
  rsa: sequence(objectIdentifier('1.2.840.113549.1.1.11'), element(0x05)),
};

/**
 * A PKCS#10 request (RFC 2986, 4) that names nobody, PEM: for a CA that sets the subject itself. Undefined for keys of a kind that
 * is not signed with here.
 * @param key PKCS#8 PEM
 */
export function requestWithout(key: string): string | undefined {
  const privateKey = createPrivateKey(key);
  const algorithm = SIGNED_WITH[privateKey.asymmetricKeyType ?? ''];
  return algorithm && requestPem(requestOf(privateKey, algorithm).toString('base64'));
}

function requestOf(privateKey: KeyObject, algorithm: Buffer): Buffer {
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const information = sequence(integer('00'), sequence(), publicKey, element(0xa0));
  return sequence(information, algorithm, bits(sign('sha256', information, privateKey)));
}

/** @param base64 however it is folded */
export function requestPem(base64: string): string {
  const lines = base64.replace(/\s/g, '').replace(/.{1,64}/g, '$&\n');
  return `-----BEGIN CERTIFICATE REQUEST-----\n${lines}-----END CERTIFICATE REQUEST-----\n`;
}
