import { randomSerial } from '../acts/wrong.ts';
import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

export const certificateOfAnother: Case = {
  name: 'certificate-of-another',
  title: {
    ja: 'ほかの利用者の証明書',
    en: "another user's certificate",
  },
  promise: 'For everyone else it does not exist (404).',
  users: ['holder', 'other'],
  async run(bench) {
    const { issued } = await bench.unconfirmed('holder');
    const other = await bench.session('other');
    for (const serialNumber of [issued.serialNumber, randomSerial()]) {
      refused(await bench.details(other, serialNumber), 404, 'not-found');
      refused(await bench.confirm(other, serialNumber), 404, 'not-found');
    }
  },
};
