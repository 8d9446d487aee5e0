import { isoTime } from '../acts/iso-time.ts';
import { lastSeconds } from '../acts/last-seconds.ts';
import type { Case } from '../case.ts';
import { holds } from '../expect.ts';

export const certificateDates: Case = {
  name: 'certificate-dates',
  title: {
    ja: '証明書の有効期限',
    en: 'until when a certificate is valid',
  },
  promise:
    'notAfter is the date of issue in Japan one year later, or after the `validityDays` of the rules, at 23:59:59 UTC;',
  users: ['holder'],
  async run(bench) {
    const before = await bench.status();
    const { issued, answer } = await bench.unconfirmed('holder');
    const after = await bench.status();
    const wanted = [before, after].flatMap(({ time, rules }) =>
      lastSeconds(new Date(time), rules?.validityDays),
    );
    const expected = { ja: `notAfter: ${wanted[0]}`, en: `notAfter: ${wanted[0]}` };
    const seen = { ja: issued.notAfter, en: issued.notAfter };
    holds(wanted.includes(isoTime(issued.notAfter)), answer, expected, seen);
  },
};
