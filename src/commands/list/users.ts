import type { BankUser, Me, UserSortKey } from '../../core/ports/bank.ts';
import { daysLeft } from '../../core/renewal.ts';
import { rfc3339 } from '../../core/rfc3339.ts';
import type { Due } from '../../holdings/holdings.ts';
import { usersCsv } from '../../rollout/users-table.ts';
import type { Deps } from '../deps.ts';
import { asAdministrator } from '../session/administration.ts';
import { refuseUnoffered } from '../session/offered.ts';
import { noticesJson, showNotices } from '../show/notices.ts';
import { showAcquireBy, showUsers } from '../show/users.ts';
import type { ListOptions } from './spec.ts';
import { userCells } from './users-csv.ts';
import { notesByRules } from './users-notes.ts';

const SORT_KEYS = {
  'login-id': 'loginId',
  expires: 'notAfter',
  state: 'state',
  name: 'name',
  role: 'role',
} as const satisfies Record<NonNullable<ListOptions['sort']>, UserSortKey>;

/** What a bank tells of its users, as far as it was asked for. */
export interface UsersFound {
  readonly bank: { readonly id: string; readonly name: string };
  readonly users: readonly BankUser[];
  /** What its rules mean for them: a sentence each. */
  readonly notes: readonly string[];
  readonly notices: Me['notices'];
}

/** `cert-tool list --users`: the bank's users and the states of their certificates. Returns the exit code. */
export async function listUsers(deps: Deps, options: ListOptions): Promise<number> {
  const found = await usersAt(deps, options);
  const { users } = found;
  deps.ui.document({ ok: true, ...foundJson(found) });
  if (options.csv)
    showCsv(
      deps,
      usersCsv(
        users.map((user) => userCells(deps, user)),
        deps.ui.language,
        false,
      ),
    );
  showFound(deps, found, options);
  return 0;
}

/** Logs in and asks the bank. */
export async function usersAt(given: Deps, options: ListOptions): Promise<UsersFound> {
  await refuseUnoffered(given, 'administration');
  const { sort = 'login-id', desc = false, expiring } = options;
  return asAdministrator(
    given,
    { ...options, confirms: false },
    async ({ deps, administration, connection: { identity, status }, notices }) => {
      const users = await administration.users(SORT_KEYS[sort], desc);
      return {
        bank: { id: identity.bankId, name: status.name },
        users:
          expiring === undefined ? users : users.filter((user) => expiresWithin(user, expiring, status.time)),
        notes: notesByRules(deps, users, status.rules),
        notices,
      };
    },
  );
}

/** Shows the users, and what is to be said besides; of a table for Excel the latter alone, where no program reads it. */
export function showFound(deps: Deps, { users, notes, notices }: UsersFound, { csv }: ListOptions): void {
  const { ui } = deps;
  if (users.length === 0) (csv ? ui.info : ui.result)(ui.text('users.none'));
  else if (!csv) showUsers(deps, users);
  if (!csv) showAcquireBy(deps, users);
  for (const note of notes) ui.info(note);
  showNotices(deps, notices, csv ? 'note' : 'result');
}

/** Its last line ends as the others do. */
export function showCsv({ ui }: Deps, table: string): void {
  ui.result(table.replace(/\n$/, ''), 'to-copy');
}

function expiresWithin({ certificate }: BankUser, due: Due, now: Date): boolean {
  const { state, notAfter } = certificate;
  if (state === 'expired') return true;
  if (due === 'renewable') return state === 'renewable';
  return state !== 'revoked' && notAfter !== undefined && daysLeft(notAfter, now) < due;
}

/** As documents show it: a promise to scripts (docs/commands.md). */
export function foundJson({ bank, users, notices }: UsersFound): object {
  return { bank, users: users.map(userJson), ...noticesJson(notices) };
}

/** As the bank's API has it (docs/bank-api.yaml, `User`). */
function userJson({ certificate, ...user }: BankUser) {
  const members = Object.entries(certificate).map(([name, value]) => [
    name,
    value instanceof Date ? rfc3339(value) : value,
  ]);
  return { ...user, certificate: Object.fromEntries(members) };
}
