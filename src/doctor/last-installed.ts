import { formatDate } from '../core/japan-time.ts';
import { type LoggedRun, type LogRecord, textIn } from '../core/logged-runs.ts';
import type { Text } from '../core/text.ts';
import type { Asked } from './last-refusal.ts';

/** A certificate that an earlier run has installed on this PC, and none has taken away since. */
export interface LastInstalled {
  readonly time: Date;
  /** The kind of the store; undefined where the log does not tell. */
  readonly store: string | undefined;
  /** The store, as exactly as the log tells it. */
  readonly place: string;
}

const INSTALLED: readonly string[] = ['issued', 'renewed'];

interface Told {
  readonly run: LoggedRun;
  readonly record: LogRecord;
}

/**
 * The last one of a user, unless it has expired.
 * @param runs oldest first
 */
export function lastInstalledIn(
  runs: readonly LoggedRun[],
  { loginId, bank, now }: Asked,
): LastInstalled | undefined {
  const all = runs
    .filter((run) => bank === undefined || run.bank === bank)
    .flatMap((run) => run.records.map((record): Told => ({ run, record })));
  const last = all.findLast(({ record }) => isOf(record, loginId) && INSTALLED.includes(outcomeOf(record)));
  if (!last) return undefined;
  const notAfter = new Date(textIn(last.record.members, 'notAfter') ?? Number.NaN);
  if (notAfter <= now) return undefined;
  const serialNumber = textIn(last.record.members, 'serialNumber');
  const isGone = all
    .slice(all.indexOf(last) + 1)
    .some(({ run, record }) => isRemoval(record, serialNumber) || isReset(run, record, last.run));
  return isGone ? undefined : { time: last.record.time, ...storeOf(last.run) };
}

function isOf({ event, members }: LogRecord, loginId: string): boolean {
  return event === 'result' && textIn(members, 'loginId') === loginId;
}

function outcomeOf({ members }: LogRecord): string {
  return textIn(members, 'outcome') ?? '';
}

function isRemoval(record: LogRecord, serialNumber: string | undefined): boolean {
  const isSame = textIn(record.members, 'serialNumber') === serialNumber;
  return record.event === 'result' && isSame && ['removed', 'revoked'].includes(outcomeOf(record));
}

/** It takes the practice bank's certificates with it. */
function isReset({ command, bank }: LoggedRun, { event }: LogRecord, of: LoggedRun): boolean {
  return event === 'end' && command === 'sandbox reset' && bank === of.bank;
}

function storeOf({ store, records }: LoggedRun): Pick<LastInstalled, 'store' | 'place'> {
  const members = records.findLast(({ event }) => event === 'store')?.members ?? new Map<string, unknown>();
  return { store, place: textIn(members, 'place') ?? store ?? '-' };
}

export function installedText({ time, place }: LastInstalled): Text {
  return {
    ja: `ログによると、${formatDate(time, 'ja')} に証明書ストア「${place}」に取り込み済みです`,
    en: `by the log one was installed on ${formatDate(time, 'en')}, in the store ${place}`,
  };
}
