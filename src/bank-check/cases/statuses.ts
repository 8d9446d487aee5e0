import { none } from '../acts/none.ts';
import type { Case } from '../case.ts';

export const statuses: Case = {
  name: 'statuses',
  title: {
    ja: '契約にある状態コードだけを返す',
    en: 'no status that the contract does not have',
  },
  promise: 'The status of each code:',
  overall: true,
  async run(bench) {
    none(bench, 'status');
  },
};
