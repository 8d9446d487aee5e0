import { bankSubjectOf, type StoredCertificate } from '../core/certificate.ts';
import { CertToolError } from '../core/error.ts';
import type { CertificateStore, DamagedCertificate } from '../core/ports/store.ts';
import { daysLeft, type LocalState, stateAt } from '../core/renewal.ts';
import type { Entry } from '../enrollment/journal.ts';
import { certificateJson } from './certificate-json.ts';
import { showDamaged, warn } from './damaged.ts';
import type { Deps } from './deps.ts';
import { type CheckedCertificate, checkCertificates, isOurs, needsAttention } from './list-check.ts';
import { showCertificates } from './list-table.ts';
import type { SecretOptions } from './secret-context.ts';
import { completingCommand } from './unfinished.ts';

export type SortKey = 'login-id' | 'expires' | 'state' | 'name' | 'role';

export interface ListOptions extends SecretOptions {
  /** The bank's users instead. */
  readonly users?: boolean;
  readonly all?: boolean;
  readonly sort?: SortKey;
  readonly desc?: boolean;
  /** Only those that expire within so many days, expired ones included. */
  readonly expiring?: number;
  /** For monitoring: tries each key, and tells by the exit code whether anything is due within so many days. */
  readonly check?: number;
}

const STATE_ORDER: readonly LocalState[] = ['expired', 'renewable', 'issued', 'not-yet-valid'];
const NOT_FOUND = 8;
const ATTENTION = 11;

/** `cert-tool list`: the certificates on this PC. Returns the exit code. */
export async function run(deps: Deps, _args: readonly string[], options: ListOptions): Promise<number> {
  const { ui } = deps;
  if (options.users) {
    const { listUsers } = await import('./list-users.ts');
    return listUsers(deps, options);
  }
  if (options.sort === 'name' || options.sort === 'role') throw onlyWithUsers(options.sort);
  const store = await deps.store();
  const everything = await store.list();
  const ours = everything.filter(isOurs);
  const now = deps.now();
  const chosen = sorted(options.all ? everything : ours, options, now);
  const isShown = ({ notAfter }: StoredCertificate) =>
    options.expiring === undefined || daysLeft(notAfter, now) < options.expiring;
  const unfinished = await deps.journal.all();
  await showOrphans(deps, store, unfinished);
  if (options.check !== undefined) {
    const certificates = await checkCertificates(store, chosen, unfinished, now);
    const damaged = (await store.damaged?.(everything, 'chains')) ?? [];
    return check(deps, {
      store: store.kind,
      certificates,
      damaged,
      unfinished,
      days: options.check,
      isShown,
    });
  }
  const damaged = (await store.damaged?.(everything)) ?? [];
  show(deps, store.kind, chosen.filter(isShown), options);
  if (!options.all && everything.length > ours.length) {
    ui.info(ui.text('list.others', { count: everything.length - ours.length }));
  }
  showDamaged(deps, damaged);
  showUnfinished(deps, unfinished);
  return 0;
}

function show(
  deps: Deps,
  store: string,
  shown: readonly StoredCertificate[],
  { expiring }: ListOptions,
): void {
  const { ui } = deps;
  if (ui.json) {
    const now = deps.now();
    ui.document({ ok: true, store, certificates: shown.map((each) => certificateJson(each, now)) });
  } else {
    showCertificates(
      deps,
      shown.map((certificate) => ({ certificate })),
    );
  }
  if (shown.length > 0) return;
  ui.result(
    expiring === undefined ? ui.text('list.none') : ui.text('list.none-expiring', { days: expiring }),
  );
}

function onlyWithUsers(sort: SortKey): CertToolError {
  const detail = { ja: `--sort ${sort}(--users が必要です)`, en: `--sort ${sort} (it needs --users)` };
  return new CertToolError('invalid-option', { params: { detail, command: 'cert-tool list' } });
}

interface Checked {
  readonly store: string;
  readonly certificates: readonly CheckedCertificate[];
  readonly damaged: readonly DamagedCertificate[];
  readonly unfinished: readonly Entry[];
  readonly days: number;
  /** Narrows what is shown; all of them are judged. */
  isShown(certificate: StoredCertificate): boolean;
}

function check(deps: Deps, checked: Checked): number {
  const { ui } = deps;
  const { store, certificates, damaged, unfinished, days, isShown } = checked;
  const now = deps.now();
  const due =
    certificates.some((each) => needsAttention(each, now, days)) || damaged.length + unfinished.length > 0;
  const none = !due && !certificates.some(({ certificate }) => isOurs(certificate));
  const problem = due
    ? new CertToolError('attention')
    : none
      ? new CertToolError('certificate-not-found')
      : undefined;
  const shown = certificates.filter(({ certificate }) => isShown(certificate));
  ui.document({
    ok: problem === undefined,
    ...(problem ? { error: deps.errorJson(problem) } : {}),
    store,
    certificates: shown.map(({ certificate, keyUsable }) => certificateJson(certificate, now, keyUsable)),
    damaged: damaged.map(({ thumbprint, location }) => ({ thumbprint, location })),
    unfinished: unfinished.map(({ loginId, startedAt }) => ({ loginId, startedAt })),
  });
  showCertificates(deps, shown);
  for (const refusal of refusalsIn(certificates)) warn(deps, refusal);
  showDamaged(deps, damaged);
  showUnfinished(deps, unfinished);
  ui.result(problem ? deps.describe(problem) : ui.text('list.check.ok'));
  if (due) return ATTENTION;
  return none ? NOT_FOUND : 0;
}

/** Each once: a store that cannot sign says so of every certificate. */
function refusalsIn(certificates: readonly CheckedCertificate[]): CertToolError[] {
  const refusals = certificates.map(({ refusal }) => refusal).filter((refusal) => refusal !== undefined);
  return [...new Map(refusals.map((refusal) => [refusal.message, refusal])).values()];
}

/** A lost journal leaves its pending keys behind: they are named, and never removed by guess. */
async function showOrphans(deps: Deps, store: CertificateStore, unfinished: readonly Entry[]): Promise<void> {
  for (const { id } of await store.pending()) {
    if (!unfinished.some((entry) => entry.id === id)) deps.ui.warn(deps.ui.text('list.orphan', { id }));
  }
}

function showUnfinished(deps: Deps, unfinished: readonly Entry[]): void {
  for (const entry of unfinished) {
    const command = completingCommand(deps, entry);
    deps.ui.warn(deps.ui.text('list.unfinished', { loginId: entry.loginId, command }));
  }
}

function sorted(
  certificates: readonly StoredCertificate[],
  { sort, desc }: ListOptions,
  now: Date,
): StoredCertificate[] {
  const direction = desc ? -1 : 1;
  const byLoginId: Order = (one, other) =>
    compare(one.loginId, other.loginId) || compare(one.expiry, other.expiry);
  const byExpiry: Order = (one, other) =>
    compare(one.expiry, other.expiry) || compare(one.loginId, other.loginId);
  const byState: Order = (one, other) => compare(one.state, other.state) || byExpiry(one, other);
  const order = sort === 'expires' ? byExpiry : sort === 'state' ? byState : byLoginId;
  return certificates
    .map((each) => sortable(each, now))
    .sort((one, other) => direction * order(one, other))
    .map(({ certificate }) => certificate);
}

type Sortable = ReturnType<typeof sortable>;
type Order = (one: Sortable, other: Sortable) => number;

/** What certificates are compared by, found out once for each and not in every comparison. */
function sortable(certificate: StoredCertificate, now: Date) {
  return {
    certificate,
    loginId: bankSubjectOf(certificate)?.loginId ?? certificate.commonName,
    expiry: certificate.notAfter.getTime(),
    state: stateRank(certificate, now),
  };
}

/** Expired ones first, for they are the most urgent. */
function stateRank(certificate: StoredCertificate, now: Date): number {
  return STATE_ORDER.indexOf(stateAt(certificate, now));
}

function compare<T extends string | number>(one: T, other: T): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
