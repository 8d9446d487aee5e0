import type { StoredCertificate } from '../../core/certificate.ts';
import { holderOf } from '../../core/certificate-name.ts';
import { toCertToolError } from '../../core/error.ts';
import type { CertificateStore } from '../../core/ports/store.ts';
import type { HoldingState } from '../../holdings/holding.ts';
import { isWithin, type JudgedHolding } from '../../holdings/holdings.ts';
import type { Deps } from '../deps.ts';
import { CHECK_EVENT } from '../session/check/events.ts';
import type { Listed } from '../session/check/found.ts';
import { damagedIn, lookAt } from '../session/check/look.ts';
import { failureOf, tellEventLog } from '../session/event-log.ts';
import { banksOfConfig } from '../session/profiles.ts';
import { bankJson, banksHere } from '../show/bank-names.ts';
import { certificateJson } from '../show/certificate-json.ts';
import { showCertificates } from '../show/certificates.ts';
import { originJson } from '../show/origin-json.ts';
import { showDamaged } from '../show/warnings.ts';
import { check, showClock, showUnfinished } from './check.ts';
import type { ListOptions } from './spec.ts';

export { checkUsage } from './usage.ts';

/** Expired ones first, for they are the most urgent. */
const STATE_ORDER: readonly HoldingState[] = ['expired', 'renewable', 'issued', 'not-yet-valid', 'archived'];

/** `cert-tool list`: the certificates on this PC. Returns the exit code. */
export async function run(deps: Deps, _args: readonly string[], options: ListOptions): Promise<number> {
  if (options.users) {
    if (options.allProfiles) {
      const { listUsersOfAll } = await import('./users-of-all.ts');
      return listUsersOfAll(deps, options);
    }
    const { listUsers } = await import('./users.ts');
    return listUsers(deps, options);
  }
  if (options.check === undefined) return listHere(deps, options);
  return listHere(deps, options).catch(async (error: unknown) => {
    await tellEventLog(deps, [{ level: 'failed', document: { event: CHECK_EVENT, ...failureOf(error) } }]);
    // Reports are to know which PC it is that could not look.
    throw toCertToolError(error).withBesides(originJson(deps));
  });
}

async function listHere(deps: Deps, options: ListOptions): Promise<number> {
  const store = await deps.store();
  const everything = await store.list();
  const listed = await listedHere(deps, store, everything, options);
  await showOrphans(deps, store, listed);
  if (options.check !== undefined) {
    const damaged = await damagedIn(store, everything);
    const clock = await deps.clock.last();
    const { check: due, format } = options;
    return check(deps, { ...listed, store: store.kind, damaged, clock, due }, format);
  }
  const damaged = (await store.damaged?.(everything)) ?? [];
  show(deps, store.kind, listed, options);
  if (!options.all) showLeftOut(deps, listed);
  showDamaged(deps, damaged);
  showUnfinished(deps, listed);
  showClock(deps, listed);
  return 0;
}

/** How many `--all` shows besides. */
function showLeftOut({ ui }: Deps, { holdings }: Listed): void {
  const hidden = holdings.filter(({ state }) => state === 'archived').length;
  const others = holdings.filter(({ subject, state }) => !subject && state !== 'archived').length;
  if (hidden > 0) ui.info(ui.text('list.hidden', { count: hidden }));
  if (others > 0) ui.info(ui.text('list.others', { count: others }));
}

async function listedHere(
  deps: Deps,
  store: CertificateStore,
  certificates: readonly StoredCertificate[],
  options: ListOptions,
): Promise<Listed> {
  const { all, allProfiles, check, expiring } = options;
  const now = deps.now();
  const banks = await (allProfiles ? banksOfConfig(deps) : banksHere(deps));
  const looked = await lookAt(deps, store, certificates, { banks, tries: check !== undefined });
  const holdings = sorted(looked.holdings, options);
  const shown = holdings.filter(
    (each) =>
      (all || (each.subject !== undefined && each.state !== 'archived')) &&
      (expiring === undefined || (each.state !== 'archived' && isWithin(each, now, expiring))),
  );
  return { ...looked, holdings, shown };
}

function show(deps: Deps, store: string, { shown, banks }: Listed, { expiring }: ListOptions): void {
  const { ui } = deps;
  if (ui.json) {
    const now = deps.now();
    const certificates = shown.map((each) => ({
      ...certificateJson(each, now),
      ...bankJson(banks, each),
    }));
    ui.document({ ok: true, store, certificates });
  } else {
    const areDaysShown = showCertificates(deps, shown, { banks });
    // Said to people alone: what is piped is read by programs.
    if (areDaysShown && shown.length > 0 && ui.interactive) ui.info(ui.text('list.last-working-day'));
  }
  if (shown.length > 0) return;
  if (expiring === undefined) ui.result(ui.text('list.none'));
  else if (expiring === 'renewable') ui.result(ui.text('list.none-renewable'));
  else ui.result(ui.text('list.none-expiring', { days: expiring }));
}

/** A lost journal leaves its pending keys behind: they are named, and never removed by guess. */
async function showOrphans(
  deps: Deps,
  store: CertificateStore,
  { entries, unreadable }: Listed,
): Promise<void> {
  // One that cannot be understood may be that of a key.
  if (unreadable.length > 0) return;
  for (const { id } of await store.pending()) {
    if (!entries.some((entry) => entry.id === id)) deps.ui.warn(deps.ui.text('list.orphan', { id }));
  }
}

function sorted(holdings: readonly JudgedHolding[], { sort, desc }: ListOptions): JudgedHolding[] {
  const direction = desc ? -1 : 1;
  const byLoginId: Order = (one, other) =>
    compare(one.loginId, other.loginId) || compare(one.expiry, other.expiry);
  const byExpiry: Order = (one, other) =>
    compare(one.expiry, other.expiry) || compare(one.loginId, other.loginId);
  const byState: Order = (one, other) => compare(one.state, other.state) || byExpiry(one, other);
  const order = sort === 'expires' ? byExpiry : sort === 'state' ? byState : byLoginId;
  return holdings
    .map(sortable)
    .sort((one, other) => direction * order(one, other))
    .map(({ holding }) => holding);
}

type Sortable = ReturnType<typeof sortable>;
type Order = (one: Sortable, other: Sortable) => number;

/** What certificates are compared by, found out once for each and not in every comparison. */
function sortable(holding: JudgedHolding) {
  const { certificate, state } = holding;
  return {
    holding,
    loginId: holderOf(certificate),
    expiry: certificate.notAfter.getTime(),
    state: STATE_ORDER.indexOf(state),
  };
}

function compare<T extends string | number>(one: T, other: T): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
