import { X509Certificate } from 'node:crypto';
import { isCaChain } from '../../pki/verify.ts';
import type { Case } from '../case.ts';
import { holds } from '../expect.ts';

export const caChain: Case = {
  name: 'ca-chain',
  title: {
    ja: '発行に使う CA の証明書チェーン',
    en: 'the chain of the CA that issues',
  },
  promise: 'The whole chain: certificates as PEM (RFC 8555, 9.1), the issuing CA first, the root last.',
  async run(bench) {
    const { pems, answer } = await bench.chain();
    const links = {
      ja: '発行 CA から始まり、それぞれが次の証明書で署名されたチェーン',
      en: 'a chain that begins with the issuing CA, each certificate signed by the next one',
    };
    holds(isCaChain(pems), answer, links);
    const root = new X509Certificate(pems.at(-1) ?? '');
    const last = { ja: '最後はルート証明書', en: 'the root as the last one' };
    holds(root.checkIssued(root) && root.verify(root.publicKey), answer, last);
  },
};
