import { REASON, revoked } from '../acts/revoked.ts';
import type { Case } from '../case.ts';
import { accepted, type Schemas, same } from '../expect.ts';

export const revocation: Case = {
  name: 'revocation',
  title: {
    ja: '失効',
    en: 'revoking a certificate',
  },
  promise: 'The certificate is revoked, or will be at `effectiveAt`.',
  users: ['holder', 'administrator'],
  destructive: true,
  after: ['proof'],
  async run(bench) {
    const { held, administrator, answer } = await revoked(bench);
    const { loginId, revokedAt } = accepted<Schemas['Revocation']>(answer, 200);
    same(loginId, held.loginId, answer, { ja: 'ログインID', en: 'the login ID' });
    const details = await bench.details(administrator, held.serialNumber);
    const seen = accepted<Schemas['CertificateDetails']>(details, 200);
    same([seen.state, seen.revocationReason], ['revoked', REASON], details, {
      ja: '状態と理由',
      en: 'state and reason',
    });
    same(seen.revokedAt, revokedAt, details, { ja: '失効した時刻', en: 'when it was revoked' });
    const { unconfirmed, answer: mine } = await bench.me(await bench.session('holder'));
    same(unconfirmed, undefined, mine, {
      ja: '/me の unconfirmed(未確定の証明書も失効される)',
      en: 'unconfirmed in /me, as the unconfirmed one is revoked along with it',
    });
  },
};
