import { readCertificate } from '../../pki/certificate.ts';
import { isIssuedBy } from '../../pki/verify.ts';
import type { Case } from '../case.ts';
import { holds, same } from '../expect.ts';

export const chainInAnswer: Case = {
  name: 'chain-in-answer',
  title: {
    ja: '応答の証明書チェーン',
    en: 'the chain in an answer',
  },
  promise: 'Of the CA that signed this certificate, the issuing CA first, the root last.',
  users: ['holder'],
  async run(bench) {
    const { issued, answer } = await bench.unconfirmed('holder');
    const { certificate: pem, chain } = issued;
    holds(isIssuedBy({ pem }, chain), answer, {
      ja: '証明書を発行した CA のチェーン',
      en: 'the chain of the CA that signed the certificate',
    });
    const keyId = readCertificate(pem).authorityKeyId ?? '';
    const { pems } = await bench.chain(keyId);
    const ders = (list: readonly string[]) => list.map((each) => readCertificate(each).thumbprint);
    same(ders(chain), ders(pems), answer, { ja: 'GET /ca と同じチェーン', en: 'the chain of GET /ca' });
  },
};
