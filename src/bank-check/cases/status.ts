import type { Case } from '../case.ts';
import { accepted, holds, type Schemas } from '../expect.ts';

export const status: Case = {
  name: 'status',
  title: {
    ja: '銀行の状態と契約のバージョン',
    en: 'the state of the bank, and the version of the contract',
  },
  promise: 'Version of this contract that the bank serves. The first number is the one of the base path.',
  async run(bench) {
    const answer = await bench.send({ method: 'GET', path: '/status' });
    const { apiVersion } = accepted<Schemas['Status']>(answer, 200);
    const expected = { ja: 'apiVersion は 1 で始まる', en: 'an apiVersion that begins with 1' };
    holds(apiVersion.startsWith('1.'), answer, expected);
  },
};
