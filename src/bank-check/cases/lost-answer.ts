import type { Case } from '../case.ts';
import { accepted, type Issued, same } from '../expect.ts';

export const lostAnswer: Case = {
  name: 'lost-answer',
  title: {
    ja: '失われた応答を、同じ要求で受け取る',
    en: 'a lost answer is fetched by the same request',
  },
  promise: 'A client whose answer was lost sends the very same request again.',
  users: ['holder'],
  async run(bench) {
    const { session, key, issued } = await bench.unconfirmed('holder');
    const again = await bench.ask(session, key);
    same(accepted<Issued>(again, 200), issued, again, { ja: '同じ証明書', en: 'the same certificate' });
  },
};
