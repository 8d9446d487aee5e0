import { none } from '../acts/none.ts';
import type { Case } from '../case.ts';

export const answerBodies: Case = {
  name: 'answer-bodies',
  title: {
    ja: '応答の内容',
    en: 'the bodies of answers',
  },
  promise:
    'JSON (UTF-8) over HTTPS, TLS 1.2 or newer, base path `/v1`. docs/bank-api.md introduces it; this file decides.',
  overall: true,
  async run(bench) {
    none(bench, 'body', 'media-type');
  },
};
