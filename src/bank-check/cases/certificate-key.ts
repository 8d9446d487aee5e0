import { readCertificate } from '../../pki/certificate.ts';
import { publicKeyHashOf } from '../../pki/keys.ts';
import type { Case } from '../case.ts';
import { same } from '../expect.ts';

export const certificateKey: Case = {
  name: 'certificate-key',
  title: {
    ja: '証明書の鍵は要求の鍵',
    en: 'the key in a certificate is the one of the request',
  },
  promise: 'The certificate that was issued for this public key before.',
  users: ['holder'],
  async run(bench) {
    const { key, issued, answer } = await bench.unconfirmed('holder');
    const hash = readCertificate(issued.certificate).publicKeyHash;
    same(hash, publicKeyHashOf(key.pem), answer, { ja: '公開鍵の SHA-256', en: 'SHA-256 of the public key' });
  },
};
