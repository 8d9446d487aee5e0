import { none } from '../acts/none.ts';
import { CannotTry } from '../breach.ts';
import type { Case } from '../case.ts';

const NEVER_BUSY = {
  ja: '429 または 503 の応答がありませんでした',
  en: 'no answer was 429 or 503',
};

export const retryAfter: Case = {
  name: 'retry-after',
  title: {
    ja: '429 と 503 の Retry-After',
    en: 'Retry-After of 429 and 503',
  },
  promise: 'Seconds to wait before the request may be sent again (RFC 9110, 10.2.3).',
  overall: true,
  async run(bench) {
    none(bench, 'retry-after');
    if (!bench.wire.wasBusy) throw new CannotTry(NEVER_BUSY);
  },
};
