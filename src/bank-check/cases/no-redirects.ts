import { none } from '../acts/none.ts';
import type { Case } from '../case.ts';

export const noRedirects: Case = {
  name: 'no-redirects',
  title: {
    ja: 'リダイレクトしない',
    en: 'no redirects',
  },
  promise: 'Redirects are not used: cert-tool does not follow them.',
  overall: true,
  async run(bench) {
    none(bench, 'redirect');
  },
};
