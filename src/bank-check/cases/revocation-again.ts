import { revocationBody, revoked } from '../acts/revoked.ts';
import type { Case } from '../case.ts';
import { accepted, type Schemas, same } from '../expect.ts';

export const revocationAgain: Case = {
  name: 'revocation-again',
  title: {
    ja: '失効の繰り返し',
    en: 'revoking it again',
  },
  promise: 'A certificate that was revoked by such a request before is answered with 200 again.',
  users: ['holder', 'administrator'],
  destructive: true,
  after: ['proof'],
  async run(bench) {
    const { held, answer } = await revoked(bench);
    const administrator = await bench.proven('administrator');
    const again = await bench.revoke(administrator, held.loginId, revocationBody(bench, held.serialNumber));
    same(accepted<Schemas['Revocation']>(again, 200), answer.json, again, {
      ja: '同じ応答',
      en: 'the same answer',
    });
  },
};
