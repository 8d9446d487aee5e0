import type { Case } from '../case.ts';
import { accepted, type Schemas, same } from '../expect.ts';

export const expiredUser: Case = {
  name: 'expired-user',
  title: {
    ja: '有効期限切れの証明書の状態',
    en: 'the state of an expired certificate',
  },
  promise:
    '`certificate` is the confirmed one (without one, the state as it was before); `unconfirmed` stands beside it.',
  users: ['expired'],
  async run(bench) {
    const session = await bench.session('expired');
    const answer = await bench.send({ method: 'GET', path: '/me', token: session.token });
    const { certificate } = accepted<Schemas['Me']>(answer, 200);
    same(certificate.state, 'expired', answer, { ja: '状態', en: 'the state' });
  },
};
