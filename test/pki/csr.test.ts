import { createPrivateKey, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { createRequest } from '../../src/pki/csr.ts';
import { generateKey, publicKeyHashOf } from '../../src/pki/keys.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { issue, openssl } from '../support/test-ca.ts';

test.each(['jirodt', 'データ二郎 🙂', 'a,b=c+"d"', 'x'.repeat(300)])(
  'openssl verifies the request of %j',
  async (loginId) => {
    const { privateKeyPem, publicKeyHash } = await generateKey(1024);
    const csr = createRequest(privateKeyPem, loginId);
    const text = openssl(
      ['req', '-verify', '-noout', '-subject', '-text', '-nameopt', 'multiline,-esc_msb,utf8'],
      csr,
    ).toString();
    expect(text).toContain(`commonName                = ${loginId}`);
    expect(text).toContain('Version: 1 (0x0)');
    expect(text).toContain('Signature Algorithm: sha256WithRSAEncryption');
    expect(publicKeyHashOf(openssl(['req', '-noout', '-pubkey'], csr).toString())).toBe(publicKeyHash);
    expect(createRequest(createPrivateKey(privateKeyPem), loginId)).toBe(csr);
  },
);

test('keys have the size that was asked for', async () => {
  for (const size of [1024, 2048]) {
    const { privateKeyPem, publicKeyHash } = await generateKey(size);
    expect(createPrivateKey(privateKeyPem).asymmetricKeyDetails).toMatchObject({ modulusLength: size });
    expect(publicKeyHashOf(privateKeyPem)).toBe(publicKeyHash);
  }
});

test('the hash of a key is the same from key, public key and certificate', () => {
  const { pem, key } = issue(tempFolder(), { subject: '/CN=a' });
  expect(publicKeyHashOf(new X509Certificate(pem).publicKey)).toBe(publicKeyHashOf(key));
});
