import type { Case } from '../case.ts';
import { accepted, same } from '../expect.ts';

export const confirmation: Case = {
  name: 'confirmation',
  title: {
    ja: '確定とその繰り返し',
    en: 'confirming, and doing so again',
  },
  promise: 'For the owner; repeatable: a certificate that is confirmed already gets 204 again.',
  users: ['holder'],
  destructive: true,
  async run(bench) {
    const held = await bench.certificateOf('holder');
    const session = await bench.session('holder');
    accepted(await bench.confirm(session, held.serialNumber), 204);
    const { certificate, unconfirmed, answer } = await bench.me(session);
    same(certificate.serialNumber, held.serialNumber, answer, {
      ja: '/me の証明書',
      en: 'the certificate in /me',
    });
    same(unconfirmed, undefined, answer, { ja: '/me の unconfirmed', en: 'unconfirmed in /me' });
  },
};
