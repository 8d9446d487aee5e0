import { formatDate, formatMoment } from '../../core/japan-time.ts';
import type { BankUser, CertificateState } from '../../core/ports/bank.ts';
import type { Deps } from '../deps.ts';
import type { Place } from './blocks.ts';
import { type Column, column, type Layout, showRows } from './columns.ts';

const STATE_STYLES = {
  'not-issued': 'faint',
  issued: 'good',
  renewable: 'attention',
  expired: 'bad',
  revoked: 'faint',
} as const satisfies Record<CertificateState, string>;

interface UsersOptions {
  /** Without it the result. */
  readonly place?: Place;
  /** Whether serial numbers are shown where there is room; without it they are. */
  readonly withSerialNumbers?: boolean;
}

/** Shows the bank's users with role, state and expiry, as the bank's own screen does. */
export function showUsers(
  deps: Deps,
  users: readonly BankUser[],
  { place = 'result', withSerialNumbers = true }: UsersOptions = {},
): void {
  const hasDevices = users.some(({ certificate }) => certificate.device !== undefined);
  const rowOf = (user: BankUser, layout: Layout) => [
    ...columnsOf(deps, user, layout, withSerialNumbers && layout !== 'short'),
    ...(hasDevices && layout === 'with-times' ? [deviceColumn(deps, user)] : []),
  ];
  showRows(deps, (layout) => users.map((user) => rowOf(user, layout)), 'short', place);
}

function columnsOf(deps: Deps, user: BankUser, layout: Layout, withSerialNumber: boolean): Column[] {
  const { ui } = deps;
  const { state, serialNumber = '-' } = user.certificate;
  const marks = [
    user.locked ? ui.text('users.locked') : '',
    user.suspended ? ui.text('users.suspended') : '',
  ];
  return [
    column(ui.text('column.login-id'), user.loginId + marks.join('')),
    column(ui.text('column.name'), user.name.trim() || '-'),
    column(ui.text('column.role'), ui.text(`role.${user.role}`)),
    column(ui.text('column.state'), stateOf(deps, user), (text) => ui.style(STATE_STYLES[state], text)),
    column(ui.text('column.expiry'), expiryOf(deps, user, layout === 'with-times')),
    ...(withSerialNumber ? [column(ui.text('column.serial-number'), serialNumber)] : []),
  ];
}

/** Where the company has its PCs named, and there is room. */
function deviceColumn({ ui }: Deps, { certificate: { device = '-' } }: BankUser): Column {
  const { title, cell } = column(ui.text('column.device'), device);
  return { title, cell: { ...cell, mayBeCut: true } };
}

/** Until when certificates have to be got that are not there, where the bank sets a time. */
export function showAcquireBy({ ui }: Deps, users: readonly BankUser[]): void {
  for (const { loginId, certificate } of users) {
    const { state, acquireBy, unconfirmed } = certificate;
    if (acquireBy === undefined || state === 'issued' || state === 'renewable') continue;
    if (unconfirmed) continue;
    ui.result(ui.text('users.acquire-by', { loginId, when: formatMoment(acquireBy, ui.language) }));
  }
}

export function stateOf({ ui }: Deps, { certificate }: BankUser): string {
  const mark = certificate.unconfirmed ? ui.text('users.unconfirmed') : '';
  return ui.text(`state.${certificate.state}`) + mark;
}

/** `-` when there is none, as on the bank's screen. */
export function expiryOf({ ui }: Deps, { certificate }: BankUser, withTime = false): string {
  const { state, notAfter } = certificate;
  const isShown = state === 'issued' || state === 'renewable' || certificate.unconfirmed;
  if (!isShown || notAfter === undefined) return '-';
  return (withTime ? formatMoment : formatDate)(notAfter, ui.language);
}
