import { none } from '../acts/none.ts';
import type { Case } from '../case.ts';

export const headers: Case = {
  name: 'headers',
  title: {
    ja: '応答のヘッダー',
    en: 'the headers of answers',
  },
  promise: '`Bearer` (RFC 9110, 11.6.1; RFC 6750, 3).',
  overall: true,
  async run(bench) {
    none(bench, 'headers');
  },
};
