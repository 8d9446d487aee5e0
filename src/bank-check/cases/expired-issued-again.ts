import type { Case } from '../case.ts';
import { refused, same } from '../expect.ts';

export const expiredIssuedAgain: Case = {
  name: 'expired-issued-again',
  title: {
    ja: '有効期限が切れた証明書があるときの証明書発行',
    en: 'another certificate where one has expired',
  },
  promise: 'Whether an expired certificate has to be revoked before another one can be issued.',
  users: ['expired'],
  after: ['expired-user'],
  async run(bench) {
    const { rules } = await bench.status();
    const session = await bench.session('expired');
    if (rules?.expiredNeedsRevocation) {
      refused(await bench.ask(session, await bench.spareKey()), 409, 'expired-not-revoked');
      return;
    }
    await bench.unconfirmed('expired');
    const { certificate, answer } = await bench.me(session);
    same(certificate.state, 'expired', answer, {
      ja: '確定するまで、/me の状態は変わらない',
      en: 'in /me the state as before, until the confirmation',
    });
  },
};
