import type { BankUser, UserSortKey } from '../../core/ports/bank.ts';
import { daysLeft } from '../../core/renewal.ts';
import { rfc3339 } from '../../core/rfc3339.ts';
import type { Due } from '../../holdings/holdings.ts';
import type { Deps } from '../deps.ts';
import { asAdministrator } from '../session/administration.ts';
import { noticesJson, showNotices } from '../show/notices.ts';
import { showAcquireBy, showUsers } from '../show/users.ts';
import type { ListOptions } from './spec.ts';
import { notesByRules } from './users-notes.ts';

const SORT_KEYS = {
  'login-id': 'loginId',
  expires: 'notAfter',
  state: 'state',
  name: 'name',
  role: 'role',
} as const satisfies Record<NonNullable<ListOptions['sort']>, UserSortKey>;

/** `cert-tool list --users`: the bank's users and the states of their certificates. Returns the exit code. */
export async function listUsers(given: Deps, options: ListOptions): Promise<number> {
  return asAdministrator(
    given,
    { ...options, confirms: false },
    async ({ deps, administration, connection, notices }) => {
      const { ui } = deps;
      const users = await administration.users(SORT_KEYS[options.sort ?? 'login-id'], options.desc === true);
      const { expiring } = options;
      const shown =
        expiring === undefined
          ? users
          : users.filter((user) => expiresWithin(user, expiring, connection.status.time));
      ui.document({ ok: true, users: shown.map(userJson), ...noticesJson(notices) });
      if (shown.length === 0) ui.result(ui.text('users.none'));
      else showUsers(deps, shown);
      showAcquireBy(deps, shown);
      for (const note of notesByRules(deps, users, connection.status.rules)) ui.info(note);
      showNotices(deps, notices);
      return 0;
    },
  );
}

function expiresWithin({ certificate }: BankUser, due: Due, now: Date): boolean {
  const { state, notAfter } = certificate;
  if (state === 'expired') return true;
  if (due === 'renewable') return state === 'renewable';
  return state !== 'revoked' && notAfter !== undefined && daysLeft(notAfter, now) < due;
}

/** As the bank's API has it (docs/bank-api.yaml, `User`). */
function userJson({ certificate, ...user }: BankUser) {
  const members = Object.entries(certificate).map(([name, value]) => [
    name,
    value instanceof Date ? rfc3339(value) : value,
  ]);
  return { ...user, certificate: Object.fromEntries(members) };
}
