import { revocationBody } from '../acts/revoked.ts';
import type { Case } from '../case.ts';
import { accepted, type Schemas, same } from '../expect.ts';

export const unconfirmedRevoked: Case = {
  name: 'unconfirmed-revoked',
  title: {
    ja: '未確定の証明書だけの利用者の失効',
    en: 'revoking an unconfirmed certificate',
  },
  promise: 'where there is only an unconfirmed one, that one is named.',
  users: ['other', 'administrator'],
  destructive: true,
  after: ['proof'],
  async run(bench) {
    const { session, issued } = await bench.unconfirmed('other');
    const { serialNumber } = issued;
    const administrator = await bench.proven('administrator');
    const listed = await bench.send({ method: 'GET', path: '/users', token: administrator.token });
    const { users } = accepted<Schemas['UserList']>(listed, 200);
    const shown = users.find(({ loginId }) => loginId === session.loginId)?.certificate;
    same([shown?.unconfirmed, shown?.serialNumber], [true, serialNumber], listed, {
      ja: '一覧の unconfirmed と serialNumber',
      en: 'unconfirmed and serialNumber in the list',
    });
    const answer = await bench.revoke(administrator, session.loginId, revocationBody(bench, serialNumber));
    same(accepted<Schemas['Revocation']>(answer, 200).loginId, session.loginId, answer, {
      ja: 'ログインID',
      en: 'the login ID',
    });
  },
};
