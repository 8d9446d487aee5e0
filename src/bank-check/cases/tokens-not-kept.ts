import { none } from '../acts/none.ts';
import type { Case } from '../case.ts';

export const tokensNotKept: Case = {
  name: 'tokens-not-kept',
  title: {
    ja: 'トークンを含む応答をキャッシュさせない',
    en: 'answers with a token are not cached',
  },
  promise: 'Answers with a token should carry `Cache-Control: no-store`.',
  overall: true,
  async run(bench) {
    none(bench, 'token-kept');
  },
};
