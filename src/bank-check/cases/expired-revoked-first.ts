import { company } from '../acts/company.ts';
import { revocationBody } from '../acts/revoked.ts';
import { CannotTry } from '../breach.ts';
import type { Case } from '../case.ts';
import { accepted, holds, refused, type Schemas } from '../expect.ts';

const NOT_NEEDED = {
  ja: '有効期限が切れた証明書を失効する必要がない銀行です(expiredNeedsRevocation)',
  en: 'expired certificates need no revocation at this bank (expiredNeedsRevocation)',
};

export const expiredRevokedFirst: Case = {
  name: 'expired-revoked-first',
  title: {
    ja: '有効期限が切れた証明書を失効すると、発行できる',
    en: 'an expired certificate that is revoked makes room for another one',
  },
  promise: '`expired-not-revoked`: there is one that has expired, and has to be revoked first.',
  users: ['expired', 'administrator'],
  destructive: true,
  after: ['proof', 'expired-issued-again'],
  async run(bench) {
    if (!(await bench.status()).rules?.expiredNeedsRevocation) throw new CannotTry(NOT_NEEDED);
    const session = await bench.session('expired');
    const administrator = await bench.proven('administrator');
    const { users, answer } = await company(bench, administrator);
    const { serialNumber } = users.find(({ loginId }) => loginId === session.loginId)?.certificate ?? {};
    const expected = {
      ja: `一覧に ${session.loginId} の証明書の serialNumber`,
      en: `the serialNumber of the certificate of ${session.loginId} in the list`,
    };
    holds(serialNumber !== undefined, answer, expected);
    const body = revocationBody(bench, serialNumber ?? '');
    const revocation = await bench.revoke(administrator, session.loginId, body);
    const { state } = accepted<Schemas['Revocation']>(revocation, 200);
    if (state === 'revoked') await bench.unconfirmed('expired');
    else refused(await bench.ask(session, await bench.spareKey()), 409, 'revocation-pending');
  },
};
