import type { Case } from '../case.ts';
import { accepted, type Issued, same } from '../expect.ts';

export const sameTime: Case = {
  name: 'same-time',
  title: {
    ja: '同時の要求',
    en: 'requests at the same time',
  },
  promise: 'So a login ID has at any time at most one confirmed and one unconfirmed certificate.',
  users: ['holder'],
  async run(bench) {
    const session = await bench.session('holder');
    const key = await bench.newKey();
    const [one, other] = await Promise.all([bench.ask(session, key), bench.ask(session, key)]);
    await bench.mayIssue(one, session);
    const serials = [one, other].map((each) => accepted<Issued>(each, 200, 201).serialNumber);
    same(serials[1], serials[0], other, {
      ja: '同時の要求にも同じ証明書',
      en: 'the same certificate for requests at the same time',
    });
    same([one.status, other.status].sort(), [200, 201], other, {
      ja: '発行は 1 回(新しい証明書は 201、もう一方は 200)',
      en: 'issued once, 201 for the new certificate and 200 for the other request',
    });
  },
};
