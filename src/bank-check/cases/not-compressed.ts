import { none } from '../acts/none.ts';
import type { Case } from '../case.ts';

export const notCompressed: Case = {
  name: 'not-compressed',
  title: {
    ja: '圧縮しない',
    en: 'no compression',
  },
  promise: 'no cookies, no compression: none of them is used.',
  overall: true,
  async run(bench) {
    none(bench, 'coding');
  },
};
