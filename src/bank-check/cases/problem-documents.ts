import { none } from '../acts/none.ts';
import type { Case } from '../case.ts';

export const problemDocuments: Case = {
  name: 'problem-documents',
  title: {
    ja: '拒否の形式',
    en: 'refusals are problem documents',
  },
  promise: 'are `application/problem+json` (RFC 9457) with a `code`, which alone decides what a client does.',
  overall: true,
  async run(bench) {
    none(bench, 'problem');
  },
};
