import type { BankUser, UserSortKey } from '../../core/ports/bank.ts';
import {
  certificateState,
  decidingCertificate,
  isLive,
  unconfirmedCertificate,
} from '../records/certificates.ts';
import { renewalDaysOf } from '../records/rules.ts';
import { lockedLoginIds } from '../records/tries.ts';
import { allUsers } from '../records/users.ts';
import type { BankContext } from './context.ts';

export const SORT_KEYS = ['loginId', 'name', 'role', 'state', 'notAfter'] as const satisfies UserSortKey[];
export const SORT_ORDERS = ['asc', 'desc'] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

const ROLES: readonly BankUser['role'][] = ['master', 'administrator', 'general'];
const STATES: readonly BankUser['certificate']['state'][] = [
  'not-issued',
  'issued',
  'renewable',
  'expired',
  'revoked',
];
const NAMES = new Intl.Collator('ja');

/** The company's users as an administrator sees them, those without the sorted value last in either order. */
export function companyUsers(bank: BankContext, sort: UserSortKey, order: SortOrder): BankUser[] {
  return bank.database.transaction(() => {
    const locked = lockedLoginIds(bank.database);
    const users = allUsers(bank.database).map(({ loginId, name, role, suspended }) => ({
      loginId,
      name,
      role,
      locked: locked.has(loginId),
      suspended,
      certificate: certificateOf(bank, loginId),
    }));
    return users.sort((a, b) => compare(a, b, sort, order === 'asc' ? 1 : -1));
  });
}

function certificateOf(bank: BankContext, loginId: string): BankUser['certificate'] {
  const { database } = bank;
  const bankNow = bank.bankNow();
  const deciding = decidingCertificate(database, loginId);
  const state = deciding ? certificateState(deciding, bankNow, renewalDaysOf(bank.rules())) : 'not-issued';
  if (deciding && isLive(deciding, bankNow)) {
    const { serialNumber, notAfter, device } = deciding;
    return { state, serialNumber, notAfter, ...(device !== undefined && { device }) };
  }
  const unconfirmed = unconfirmedCertificate(database, loginId, bankNow);
  if (unconfirmed) return { state, serialNumber: unconfirmed.serialNumber, unconfirmed: true };
  return { state, ...(deciding && { serialNumber: deciding.serialNumber }) };
}

function compare(a: BankUser, b: BankUser, sort: UserSortKey, direction: 1 | -1): number {
  return direction * compareBy(a, b, sort) || lastWithout(a, b, sort) || compareText(a.loginId, b.loginId);
}

function compareBy(a: BankUser, b: BankUser, sort: UserSortKey): number {
  switch (sort) {
    case 'loginId':
      return compareText(a.loginId, b.loginId);
    case 'name':
      return NAMES.compare(a.name, b.name);
    case 'role':
      return ROLES.indexOf(a.role) - ROLES.indexOf(b.role);
    case 'state':
      return STATES.indexOf(a.certificate.state) - STATES.indexOf(b.certificate.state);
    case 'notAfter': {
      const [first, second] = [a.certificate.notAfter, b.certificate.notAfter];
      return first && second ? first.getTime() - second.getTime() : 0;
    }
  }
}

function lastWithout(a: BankUser, b: BankUser, sort: UserSortKey): number {
  if (sort !== 'notAfter') return 0;
  return Number(a.certificate.notAfter === undefined) - Number(b.certificate.notAfter === undefined);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
