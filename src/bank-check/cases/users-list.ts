import type { Case } from '../case.ts';
import { accepted, refused, type Schemas, same } from '../expect.ts';

const byCode = (one: string, other: string) => (one < other ? -1 : 1);

export const usersList: Case = {
  name: 'users-list',
  title: {
    ja: '利用者の一覧と並び順',
    en: 'the list of users and its order',
  },
  promise:
    'Rows that compare as equal stand in the order of their login IDs; users without the sorted value come last in either order.',
  users: ['holder', 'administrator'],
  destructive: true,
  after: ['proof'],
  async run(bench) {
    const held = await bench.certificateOf('holder');
    const { token } = await bench.proven('administrator');
    const list = async (query: string) => {
      const answer = await bench.send({ method: 'GET', path: '/users', query, token });
      return { answer, users: accepted<Schemas['UserList']>(answer, 200).users };
    };
    const { answer, users } = await list('');
    const row = users.find(({ loginId }) => loginId === held.loginId);
    same(row?.certificate.serialNumber, held.serialNumber, answer, {
      ja: `${held.loginId} の証明書`,
      en: `the certificate of ${held.loginId}`,
    });
    const loginIds = users.map(({ loginId }) => loginId);
    same(loginIds, [...loginIds].sort(byCode), answer, {
      ja: 'ログインIDの順',
      en: 'in the order of login IDs',
    });
    const down = await list('?sort=loginId&order=desc');
    same(
      down.users.map(({ loginId }) => loginId),
      [...loginIds].reverse(),
      down.answer,
      { ja: '逆順', en: 'in reverse order' },
    );
    for (const order of ['asc', 'desc']) {
      const sorted = await list(`?sort=notAfter&order=${order}`);
      const dates = sorted.users.map(({ certificate }) => certificate.notAfter !== undefined);
      same(dates, [...dates].sort().reverse(), sorted.answer, {
        ja: '値のない利用者は最後',
        en: 'users without the value last',
      });
    }
    refused(
      await bench.send({ method: 'GET', path: '/users', query: '?sort=age', token }),
      400,
      'invalid-request',
    );
  },
};
