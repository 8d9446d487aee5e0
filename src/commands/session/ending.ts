import { toCertToolError } from '../../core/error.ts';
import type { Deps } from '../deps.ts';
import { originJson } from '../show/origin-json.ts';

/** Whom a command is at work for, as far as that is known yet. */
export interface Subject {
  loginId?: string;
}

/**
 * Runs a command whose documents reports read: that of an error says when, on which PC and at work for whom it ended.
 * @param work says in its argument whom it is at work for, as soon as it knows
 */
export async function withOrigin<T>(deps: Deps, work: (subject: Subject) => Promise<T>): Promise<T> {
  const subject: Subject = {};
  try {
    return await work(subject);
  } catch (thrown) {
    throw toCertToolError(thrown).withBesides(await subjectJson(deps, subject));
  }
}

/** When, on which PC and at work for whom a result came to be: as the lines of `--results` have it. */
export async function subjectJson(deps: Deps, { loginId }: Subject) {
  const bankId = loginId === undefined ? undefined : await bankIdOf(deps);
  return {
    ...originJson(deps),
    ...(loginId === undefined ? {} : { loginId }),
    ...(bankId === undefined ? {} : { bankId }),
  };
}

/** Undefined where no run has asked the bank yet, or what is kept of it cannot be read: the result is told all the same. */
async function bankIdOf({ knownIdentity }: Deps): Promise<string | undefined> {
  return (await knownIdentity().catch(() => undefined))?.bankId;
}
