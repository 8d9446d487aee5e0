import { company } from '../acts/company.ts';
import type { Case } from '../case.ts';
import { type Schemas, same } from '../expect.ts';

const ROLES: readonly Schemas['Role'][] = ['master', 'administrator', 'general'];
const STATES: readonly Schemas['CertificateState'][] = [
  'not-issued',
  'issued',
  'renewable',
  'expired',
  'revoked',
];

const RANKS = {
  role: ({ role }: Schemas['User']) => ROLES.indexOf(role),
  state: ({ certificate }: Schemas['User']) => STATES.indexOf(certificate.state),
};

export const usersOrder: Case = {
  name: 'users-order',
  title: {
    ja: '区分と状態による並び順',
    en: 'the order of roles and states',
  },
  promise:
    'Login IDs are sorted by code points, roles and states as their schemas name them, names as the bank sorts names.',
  users: ['holder', 'administrator'],
  destructive: true,
  after: ['proof'],
  async run(bench) {
    await bench.certificateOf('holder');
    const administrator = await bench.proven('administrator');
    for (const [sort, rank] of Object.entries(RANKS)) {
      for (const order of ['asc', 'desc']) {
        const { users, answer } = await company(bench, administrator, `?sort=${sort}&order=${order}`);
        const sign = order === 'asc' ? 1 : -1;
        const wanted = [...users].sort(
          (one, other) => sign * (rank(one) - rank(other)) || (one.loginId < other.loginId ? -1 : 1),
        );
        same(users.map(loginIdOf), wanted.map(loginIdOf), answer, {
          ja: `${sort} の順(${order})。等しいものは、ログインIDの順`,
          en: `by ${sort} (${order}), and by login IDs where that is the same`,
        });
      }
    }
  },
};

function loginIdOf({ loginId }: Schemas['User']): string {
  return loginId;
}
