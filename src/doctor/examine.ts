import { CertToolError } from '../core/error.ts';
import type { Text } from '../core/text.ts';
import { type Check, type Finding, failed, type Result, type Seen, weight } from './check.ts';
import type { Probes } from './probes.ts';

export interface ExamineOptions {
  readonly signal: AbortSignal;
  /** How long one look may take, in milliseconds. */
  readonly patienceMs: number;
  /** Waits; the signal's reason is thrown. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** Each result as it comes, in the order of the checks. */
  onResult?(result: Result): void;
}

/**
 * Looks at everything, each thing once what it needs is well; what is independent of each other at the same time.
 * @param checks in causal order: what comes first may be the cause of what comes later
 * @throws the signal's reason
 */
export async function examine(
  checks: readonly Check[],
  probes: Probes,
  options: ExamineOptions,
): Promise<Result[]> {
  const results = new Map<string, Promise<Result>>();
  for (const check of checks) {
    const needed = check.needs.map((id) => results.get(id) ?? missing(check, id));
    const result = resultOf(check, needed, probes, options);
    // Awaited below, in order.
    result.catch(() => {});
    results.set(check.id, result);
  }
  const all: Result[] = [];
  for (const result of results.values()) {
    all.push(await result);
    options.onResult?.(await result);
  }
  return all;
}

function missing(check: Check, id: string): never {
  throw new TypeError(`${check.id} needs ${id}, which does not come before it`);
}

async function resultOf(
  check: Check,
  needed: readonly Promise<Result>[],
  probes: Probes,
  options: ExamineOptions,
): Promise<Result> {
  const stopped = (await Promise.all(needed)).find(({ status }) => isStopping(status));
  options.signal.throwIfAborted();
  if (stopped) return { check, status: 'not-examined', findings: [], because: stopped.check.id };
  return asResult(check, await lookWithin(check, probes, options));
}

function isStopping(status: Result['status']): boolean {
  return status === 'failed' || status === 'not-examined';
}

function asResult(check: Check, { findings = [], note, notExamined }: Seen): Result {
  const [worst] = findings;
  if (worst) return { check, status: worst.status, findings, ...(note && { note }) };
  if (notExamined) return { check, status: 'not-examined', findings, note: notExamined };
  return { check, status: 'ok', findings, ...(note && { note }) };
}

/** What does not answer in time is a finding, too: the program that was asked hangs. */
async function lookWithin(check: Check, probes: Probes, options: ExamineOptions): Promise<Seen> {
  const { signal, patienceMs, wait } = options;
  const over = new AbortController();
  const late = wait(patienceMs, AbortSignal.any([signal, over.signal])).then(() => {
    throw lateError(check, patienceMs);
  });
  late.catch(() => {});
  try {
    return await Promise.race([(async () => check.look(probes))(), late]);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof CertToolError)) {
      return { findings: [failed(new CertToolError('internal', { cause: error }))] };
    }
    if (error.isCancellation) throw error;
    return { findings: [failed(error)] };
  } finally {
    over.abort();
  }
}

function lateError({ title }: Check, patienceMs: number): CertToolError {
  const seconds = Math.round(patienceMs / 1000);
  const detail: Text = {
    ja: `${seconds} 秒以内に応答がありませんでした。`,
    en: `it gave no answer within ${seconds} seconds.`,
  };
  return new CertToolError('program-failed', { params: { program: title, detail } });
}

/** The main cause, and the check that found it. */
export interface Cause {
  readonly result: Result;
  readonly finding: Finding;
}

/**
 * What everything else may follow from: the first check in causal order that failed, not the one that is loudest. Where none
 * failed the first that somebody has to act on, else the first that is worth knowing. Undefined where all is well.
 */
export function mainCause(results: readonly Result[]): Cause | undefined {
  const causes = results.flatMap((result) =>
    result.findings.slice(0, 1).map((finding) => ({ result, finding })),
  );
  for (const weightOfCause of [2, 1, 0]) {
    const found = causes.find(({ finding }) => weight(finding) === weightOfCause);
    if (found) return found;
  }
  return undefined;
}

/** Whether there is something to do: exit code 11. */
export function needsAttention(results: readonly Result[]): boolean {
  return results.some(({ findings }) => findings.some((finding) => weight(finding) > 0));
}
