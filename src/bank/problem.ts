import { membersIn } from '../core/json-object.ts';
import { requestIdIn } from '../net/attempt.ts';
import type { Reason, Refusal } from '../net/failure.ts';

interface Members {
  readonly code: string;
  readonly attemptsLeft?: number;
  readonly until?: Date;
  readonly renewableFrom?: Date;
  readonly effectiveAt?: Date;
  readonly requestId?: string;
}

/** What the client reads from an `application/problem+json` (RFC 9457). The bank's own words are never shown. */
export class Problem implements Refusal {
  readonly code: string;
  readonly hadNoEffect: boolean;
  readonly isLasting: boolean;
  readonly requestId?: string;
  readonly attemptsLeft?: number;
  readonly until?: Date;
  readonly renewableFrom?: Date;
  readonly effectiveAt?: Date;

  constructor(status: number, { code, ...others }: Members) {
    this.code = code;
    this.hadNoEffect = NO_EFFECT[status]?.includes(code) ?? false;
    this.isLasting = code === 'maintenance';
    Object.assign(this, others);
  }
}

/** Problems by which the bank says that it did nothing. */
const NO_EFFECT: Readonly<Record<number, readonly string[]>> = {
  429: ['too-many-requests'],
  503: ['maintenance', 'unavailable'],
};

const CODE = /^[a-z0-9-]{1,64}$/;

/** The bank's problem in a failed request; undefined where it did not answer, or something else than the bank did. */
export function problemIn(reason: Reason): Problem | undefined {
  return reason.kind === 'status' && reason.refusal instanceof Problem ? reason.refusal : undefined;
}

/**
 * Reads a problem leniently, for a newer bank may know codes and members that this cert-tool does not. Undefined when
 * there is no code, i.e. when something else than the bank answered.
 */
export function readProblem(status: number, text: string): Problem | undefined {
  const value = membersIn(text);
  const code = value?.['code'];
  if (value === undefined || typeof code !== 'string' || !CODE.test(code)) return undefined;
  const { attemptsLeft } = value;
  const named = requestIdIn(value['requestId']);
  const until = dateIn(value['until']);
  const renewableFrom = dateIn(value['renewableFrom']);
  const effectiveAt = dateIn(value['effectiveAt']);
  return new Problem(status, {
    code,
    ...(isCount(attemptsLeft) ? { attemptsLeft } : {}),
    ...(until ? { until } : {}),
    ...(renewableFrom ? { renewableFrom } : {}),
    ...(effectiveAt ? { effectiveAt } : {}),
    ...(named === undefined ? {} : { requestId: named }),
  });
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function dateIn(value: unknown): Date | undefined {
  const date = typeof value === 'string' ? new Date(value) : undefined;
  return date && !Number.isNaN(date.getTime()) ? date : undefined;
}
