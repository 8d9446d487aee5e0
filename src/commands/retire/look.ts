import type { BankIdentity } from '../../core/bank-identity.ts';
import type { StoredCertificate } from '../../core/certificate.ts';
import { CertToolError, toCertToolError } from '../../core/error.ts';
import type { BankStatus } from '../../core/ports/bank.ts';
import type { Standing } from '../../core/ports/retirement.ts';
import type { Connection } from '../../enrollment/connection.ts';
import { learnGenerations } from '../../enrollment/generations.ts';
import type { Entry } from '../../enrollment/journal.ts';
import { revokedAt } from '../../enrollment/revoked.ts';
import { unfinishedHere } from '../../enrollment/unfinished-here.ts';
import { holdingsOf, type JudgedHolding } from '../../holdings/holdings.ts';
import { untriedKey } from '../../pki/trial.ts';
import type { Deps } from '../deps.ts';
import { atBank } from '../session/at-bank.ts';
import { completingCommand } from '../show/completing-command.ts';

/** A user whose certificates are on this PC, or were when an earlier run began. */
export interface UserHere {
  readonly loginId: string;
  readonly certificates: readonly JudgedHolding[];
  /** Of those certificates, and of the one that an earlier run was about. */
  readonly serialNumbers: readonly string[];
  /** What an earlier run noted. */
  readonly earlier: Standing | undefined;
}

/** A bank, and what of it is on this PC. */
export interface BankHere {
  /** Of a run with this bank. */
  readonly deps: Deps;
  readonly identity: BankIdentity;
  readonly status: BankStatus;
  /** Whether certificates can be revoked there. */
  readonly revokes: boolean;
  /** This PC's time when the status came. */
  readonly statusAt: Date;
  /** By login ID. */
  readonly users: readonly UserHere[];
  /** Those with whom earlier runs were done. */
  readonly done: readonly Standing[];
  /** Thumbprints of what is revoked for sure: by the bank's lists, or by what it answered an earlier run. */
  readonly dead: ReadonlySet<string>;
  /** Login IDs that were used here and have no certificate here. */
  readonly remembered: readonly string[];
}

/**
 * What this PC holds of a bank, and what the bank tells of it without a login.
 * @throws CertToolError `finish-first` and what `unfinishedHere` found unreadable, and what keeps the bank from being reached
 */
export async function lookAtBank(deps: Deps): Promise<BankHere> {
  const store = await deps.store();
  const all = await store.list();
  return atBank(deps, async (first) => {
    const connection = await learnGenerations(deps, first, all);
    const { identity, status, statusAt } = connection;
    await refuseUnfinished(deps, identity, all);
    const revoked = await onLists(deps, connection, all);
    const holdings = holdingsHere(all, identity, status);
    const read = await deps.retirement.read(identity.bankId);
    const earlier = holdings.length > 0 && read.every(isOver) ? [] : read;
    const users = usersOf(holdings, earlier);
    const dead = holdings.filter((each) => revoked.has(each.certificate) || isNoted(each, earlier));
    const done = earlier.filter(({ loginId }) => users.every((user) => user.loginId !== loginId));
    const known = new Set([...users, ...done].map(({ loginId }) => loginId));
    const remembered = (await deps.loginIds.of(identity.bankId)).filter((loginId) => !known.has(loginId));
    return {
      ...{ deps, identity, status, statusAt, users, remembered },
      revokes: connection.bank.offers.includes('administration'),
      done: done.map((each) => ({ ...each, removedHere: true })),
      dead: new Set(dead.map(({ certificate }) => certificate.thumbprint)),
    };
  });
}

/** What was revoked or did not have to be, and is gone. */
export function isOver({ outcome, removedHere }: Standing): boolean {
  return removedHere && isDecided({ outcome });
}

/** Nothing is left to be asked of the bank. */
function isDecided({ outcome }: Pick<Standing, 'outcome'>): boolean {
  return outcome === 'revoked' || outcome === 'removed';
}

/** Those that the bank's lists name. A list that cannot be had says nothing: then the bank is asked in a session. */
async function onLists(
  { ui, describe }: Deps,
  connection: Connection,
  all: readonly StoredCertificate[],
): Promise<ReadonlySet<StoredCertificate>> {
  try {
    const { certificates, unknown } = await revokedAt(connection, all);
    for (const { error } of unknown) ui.detail(describe(error));
    return certificates;
  } catch (thrown) {
    const error = toCertToolError(thrown);
    if (error.isCancellation) throw error;
    ui.detail(describe(error));
    return new Set();
  }
}

async function refuseUnfinished(
  deps: Deps,
  identity: BankIdentity,
  certificates: readonly StoredCertificate[],
): Promise<void> {
  const { entries, unknown } = await unfinishedHere(deps.journal, certificates, [identity]);
  if (unknown[0]) throw unknown[0].error;
  const entry = entries.find(({ bankId }) => bankId === identity.bankId);
  if (entry) throw finishFirst(deps, identity, entry);
}

export function finishFirst(deps: Deps, identity: BankIdentity, entry: Entry): CertToolError {
  const command = completingCommand(deps, entry, identity);
  return new CertToolError('finish-first', { params: { loginId: entry.loginId, command } });
}

/** Those of the bank, hidden ones included. */
function holdingsHere(
  all: readonly StoredCertificate[],
  identity: BankIdentity,
  { time }: BankStatus,
): JudgedHolding[] {
  const found = all.map((certificate) => ({ certificate, ...untriedKey(certificate) }));
  const holdings = holdingsOf(found, { banks: [identity], unfinished: [], now: time });
  return holdings.filter(({ subject, bankIds }) => subject && bankIds.length > 0);
}

function usersOf(holdings: readonly JudgedHolding[], earlier: readonly Standing[]): UserHere[] {
  const loginIds = new Set([
    ...holdings.flatMap(({ subject }) => subject?.loginId ?? []),
    ...earlier.filter((each) => !isDecided(each)).map(({ loginId }) => loginId),
  ]);
  return [...loginIds].sort().map((loginId) => {
    const certificates = holdings.filter(({ subject }) => subject?.loginId === loginId);
    const noted = earlier.find((each) => each.loginId === loginId);
    const own = certificates.map(({ certificate }) => certificate.serialNumber);
    return {
      loginId,
      certificates,
      serialNumbers: [...own, noted?.serialNumber ?? []].flat(),
      earlier: noted,
    };
  });
}

/** The bank has answered an earlier run that it is revoked. */
function isNoted({ certificate, subject }: JudgedHolding, earlier: readonly Standing[]): boolean {
  return earlier.some(
    ({ loginId, serialNumber, outcome }) =>
      outcome === 'revoked' && loginId === subject?.loginId && serialNumber === certificate.serialNumber,
  );
}
