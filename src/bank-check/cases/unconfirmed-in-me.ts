import type { Case } from '../case.ts';
import { same } from '../expect.ts';

export const unconfirmedInMe: Case = {
  name: 'unconfirmed-in-me',
  title: {
    ja: '未確定の証明書の表示',
    en: 'how an unconfirmed certificate is shown',
  },
  promise:
    '`certificate` is the confirmed one (without one, the state as it was before); `unconfirmed` stands beside it.',
  users: ['holder'],
  async run(bench) {
    const before = await bench.me(await bench.session('holder'));
    const { session, issued, answer: asked } = await bench.unconfirmed('holder');
    const { certificate, unconfirmed, answer } = await bench.me(session);
    same(certificate.state, before.certificate.state, answer, {
      ja: '/me の状態は変わらない',
      en: 'in /me the state as before',
    });
    same(unconfirmed?.serialNumber, issued.serialNumber, answer, {
      ja: '/me の unconfirmed',
      en: 'unconfirmed in /me',
    });
    same(issued.confirmed, false, asked, { ja: 'confirmed', en: 'confirmed' });
  },
};
