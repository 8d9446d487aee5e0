import { csvDay, csvTime } from '../../core/csv-text.ts';
import type { BankUser } from '../../core/ports/bank.ts';
import type { UserCells } from '../../rollout/users-table.ts';
import type { Deps } from '../deps.ts';

/** A user as `list --users --csv` tells of them, in words of the run's language. */
export function userCells({ ui }: Deps, { certificate, ...user }: BankUser): UserCells {
  const { state, notAfter, serialNumber, unconfirmed, device, issuedAt, lastUsedAt, acquireBy } = certificate;
  const mark = (is: boolean | undefined) => (is ? ui.text('users.csv.yes') : '');
  return {
    loginId: user.loginId,
    name: user.name.trim(),
    role: ui.text(`role.${user.role}`),
    state: ui.text(`state.${state}`),
    notAfter: notAfter && csvDay(notAfter, ui.language),
    serialNumber,
    unconfirmed: mark(unconfirmed),
    locked: mark(user.locked),
    suspended: mark(user.suspended),
    device,
    issuedAt: issuedAt && csvTime(issuedAt),
    lastUsedAt: lastUsedAt && csvTime(lastUsedAt),
    acquireBy: acquireBy && csvTime(acquireBy),
  };
}
