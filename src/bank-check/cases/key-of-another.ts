import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

export const keyOfAnother: Case = {
  name: 'key-of-another',
  title: {
    ja: 'ほかの利用者の鍵',
    en: "another user's key",
  },
  promise:
    'the public key belongs to a revoked or expired certificate, to the predecessor, or to another login ID.',
  users: ['holder', 'other'],
  async run(bench) {
    const { key } = await bench.unconfirmed('holder');
    refused(await bench.ask(await bench.session('other'), key), 422, 'key-used');
  },
};
