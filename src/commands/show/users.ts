import { formatDate, formatMoment } from '../../core/japan-time.ts';
import type { BankUser, CertificateState } from '../../core/ports/bank.ts';
import type { Deps } from '../deps.ts';
import type { Place } from './blocks.ts';
import { type Column, type Layout, showRows } from './columns.ts';

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
  showRows(deps, {
    rows: users,
    columnsFor: (layout) => [
      ...columnsOf(deps, layout, withSerialNumbers && layout !== 'short'),
      ...(hasDevices && layout === 'with-times' ? [devices(deps)] : []),
    ],
    inBlocks: 'short',
    place,
  });
}

function columnsOf(deps: Deps, layout: Layout, withSerialNumbers: boolean): Column<BankUser>[] {
  const { ui } = deps;
  const [locked, suspended] = [ui.text('users.locked'), ui.text('users.suspended')];
  return [
    {
      title: ui.text('column.login-id'),
      text: (user) => user.loginId + (user.locked ? locked : '') + (user.suspended ? suspended : ''),
    },
    { title: ui.text('column.name'), text: ({ name }) => name.trim() || '-' },
    { title: ui.text('column.role'), text: ({ role }) => ui.text(`role.${role}`) },
    {
      title: ui.text('column.state'),
      text: (user) => stateOf(deps, user),
      style: (text, { certificate }) => ui.style(STATE_STYLES[certificate.state], text),
    },
    { title: ui.text('column.expiry'), text: (user) => expiryOf(deps, user, layout === 'with-times') },
    ...(withSerialNumbers
      ? [
          {
            title: ui.text('column.serial-number'),
            text: ({ certificate }: BankUser) => certificate.serialNumber ?? '-',
          },
        ]
      : []),
  ];
}

/** Where the company has its PCs named, and there is room. */
function devices({ ui }: Deps): Column<BankUser> {
  return {
    title: ui.text('column.device'),
    text: ({ certificate }) => certificate.device ?? '-',
    mayBeCut: () => true,
  };
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
