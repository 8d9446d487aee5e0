import { countsAtOnce, revocationBody } from '../acts/revoked.ts';
import type { Case } from '../case.ts';
import { refused } from '../expect.ts';

export const ownRevocation: Case = {
  name: 'own-revocation',
  title: {
    ja: '自分の証明書を失効した管理者',
    en: 'an administrator who revokes the own certificate',
  },
  promise:
    "A session that is proven stays so, but for administrators' acts only until its certificate is revoked by such an act itself.",
  users: ['administrator'],
  destructive: true,
  after: ['proof'],
  async run(bench) {
    const held = await bench.certificateOf('administrator');
    const session = await bench.proven('administrator');
    const body = revocationBody(bench, held.serialNumber);
    const answer = await bench.revoke(session, held.loginId, body);
    await countsAtOnce(bench, answer);
    bench.release(held.loginId);
    const { token } = session;
    refused(await bench.send({ method: 'GET', path: '/users', token }), 403, 'proof-required');
  },
};
