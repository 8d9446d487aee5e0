import { renewed } from '../acts/renewed.ts';
import type { Case } from '../case.ts';
import { accepted, holds, type Issued, same } from '../expect.ts';

export const renewal: Case = {
  name: 'renewal',
  title: {
    ja: '更新した証明書を、発行の要求でも受け取る',
    en: 'a renewed certificate is found by a request for one',
  },
  promise: '`POST /certificates` finds certificates that came from a renewal too.',
  users: ['renewable'],
  destructive: true,
  after: ['proof'],
  async run(bench) {
    const { session, held, key, issued, answer } = await renewed(bench);
    const other = held.serialNumber !== issued.serialNumber && !issued.confirmed;
    holds(other, answer, { ja: '未確定の新しい証明書', en: 'a new certificate, unconfirmed' });
    for (const again of [await bench.renew(session, held.serialNumber, key), await bench.ask(session, key)]) {
      same(accepted<Issued>(again, 200), issued, again, { ja: '同じ証明書', en: 'the same certificate' });
    }
  },
};
