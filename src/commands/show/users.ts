import { formatDate, formatMoment } from '../../core/japan-time.ts';
import type { BankUser, CertificateState } from '../../core/ports/bank.ts';
import type { Deps } from '../deps.ts';
import { type Column, column, type Layout, type Show, showRows } from './columns.ts';

const STATE_STYLES = {
  'not-issued': 'faint',
  issued: 'good',
  renewable: 'attention',
  expired: 'bad',
  revoked: 'faint',
} as const satisfies Record<CertificateState, string>;

/** Shows the bank's users with role, state and expiry, as the bank's own screen does. @param show the result without it */
export function showUsers(deps: Deps, users: readonly BankUser[], show: Show = deps.ui.result): void {
  showRows(deps, (layout) => users.map((user) => columnsOf(deps, user, layout)), 'short', show);
}

function columnsOf(deps: Deps, user: BankUser, layout: Layout): Column[] {
  const { ui } = deps;
  const { state, serialNumber = '-' } = user.certificate;
  const marks = [
    user.locked ? ui.text('users.locked') : '',
    user.suspended ? ui.text('users.suspended') : '',
  ];
  return [
    column(ui.text('column.login-id'), user.loginId + marks.join('')),
    column(ui.text('column.name'), user.name),
    column(ui.text('column.role'), ui.text(`role.${user.role}`)),
    column(ui.text('column.state'), stateOf(deps, user), (text) => ui.style(STATE_STYLES[state], text)),
    column(ui.text('column.expiry'), expiryOf(deps, user, layout === 'with-times')),
    ...(layout === 'short' ? [] : [column(ui.text('column.serial-number'), serialNumber)]),
  ];
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
