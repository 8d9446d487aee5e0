import { toCertToolError } from '../../core/error.ts';
import type { EnrollmentResult } from '../../enrollment/ports.ts';
import type { Deps } from '../deps.ts';
import { originJson } from '../show/origin-json.ts';
import { type About, type EventOf, endingEvent, tellEventLog } from './event-log.ts';

/** Which command it is, and whom it is at work for, as far as that is known yet. */
export interface Subject {
  readonly event: EventOf['event'];
  loginId?: string;
}

/**
 * Runs a command whose documents reports read: that of an error says when, on which PC and at work for whom it ended. The
 * system's log is told of it, too, unless it was told of each result.
 * @param work says in its argument whom it is at work for, as soon as it knows
 */
export async function withOrigin<T>(
  deps: Deps,
  event: EventOf['event'],
  work: (subject: Subject) => Promise<T>,
): Promise<T> {
  const subject: Subject = { event };
  try {
    return await work(subject);
  } catch (thrown) {
    const error = toCertToolError(thrown);
    // What was given and cannot be used may have anything in it, a password where the login ID should be, too.
    const told = error.kind === 'usage' ? { event } : subject;
    // Whoever leaves before it is known whom it is about has done nothing.
    const isNobodys = subject.loginId === undefined && error.isCancellation;
    const about = await aboutOf(deps, told);
    if (!error.details.results && !isNobodys) {
      await tellEventLog(deps, [endingEvent({ event, ...about }, { ok: false, error })]);
    }
    throw error.withBesides({ ...originJson(deps), ...about });
  }
}

/** Tells the system's log of the one result of a command, where that is wanted. */
export async function tellResult(deps: Deps, subject: Subject, value: EnrollmentResult): Promise<void> {
  const of = { event: subject.event, ...(await aboutOf(deps, subject)) };
  await tellEventLog(deps, [endingEvent(of, { ok: true, value })]);
}

/** When, on which PC and at work for whom a result came to be: as the lines of `--results` have it. */
export async function subjectJson(deps: Deps, subject: Pick<Subject, 'loginId'>) {
  return { ...originJson(deps), ...(await aboutOf(deps, subject)) };
}

async function aboutOf(deps: Deps, { loginId }: Pick<Subject, 'loginId'>): Promise<About> {
  if (loginId === undefined) return {};
  const bankId = await bankIdOf(deps);
  return { loginId, ...(bankId === undefined ? {} : { bankId }) };
}

/** Undefined where no run has asked the bank yet, or what is kept of it cannot be read: the result is told all the same. */
async function bankIdOf({ knownIdentity }: Deps): Promise<string | undefined> {
  return (await knownIdentity().catch(() => undefined))?.bankId;
}
