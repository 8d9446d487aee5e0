import { renewed } from '../acts/renewed.ts';
import type { Case } from '../case.ts';
import { accepted, same } from '../expect.ts';

export const predecessorWorks: Case = {
  name: 'predecessor-works',
  title: {
    ja: '確定するまで古い証明書は有効',
    en: 'until the confirmation the old certificate works',
  },
  promise: 'The predecessor works until the new certificate is confirmed.',
  users: ['renewable'],
  destructive: true,
  after: ['proof'],
  async run(bench) {
    const { held } = await renewed(bench);
    const session = await bench.logIn('renewable');
    accepted(await bench.prove(session, held), 200);
    const { certificate, answer } = await bench.me(session);
    same(certificate.serialNumber, held.serialNumber, answer, {
      ja: '/me の証明書',
      en: 'the certificate in /me',
    });
  },
};
