import { revocationList } from '../acts/revocation-list.ts';
import type { Case } from '../case.ts';
import { accepted } from '../expect.ts';

export const crl: Case = {
  name: 'crl',
  title: {
    ja: '証明書失効リスト',
    en: 'the revocation list',
  },
  promise:
    'A list is signed by the CA that it is of, names certificates of that CA alone, and counts its own numbers.',
  async run(bench) {
    const { pems } = await bench.chain();
    const answer = await bench.send({ method: 'GET', path: '/crl' });
    if (answer.status !== 200) accepted(answer, 200);
    await revocationList(bench, answer, pems);
  },
};
