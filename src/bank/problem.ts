/** What the client reads from an `application/problem+json` (RFC 9457). The bank's own words are never shown. */
export interface Problem {
  readonly code: string;
  readonly attemptsLeft?: number;
  readonly until?: Date;
  readonly renewableFrom?: Date;
  readonly requestId?: string;
}

const CODE = /^[a-z0-9-]{1,64}$/;
const REQUEST_ID = /^[A-Za-z0-9._-]{1,64}$/;

/**
 * Reads a problem leniently, for a newer bank may know codes and members that this cert-tool does not. Undefined when
 * there is no code, i.e. when something else than the bank answered.
 */
export function readProblem(text: string): Problem | undefined {
  const value = parseObject(text);
  const code = value?.['code'];
  if (value === undefined || typeof code !== 'string' || !CODE.test(code)) return undefined;
  const { attemptsLeft, requestId } = value;
  const until = dateIn(value['until']);
  const renewableFrom = dateIn(value['renewableFrom']);
  return {
    code,
    ...(isCount(attemptsLeft) ? { attemptsLeft } : {}),
    ...(until ? { until } : {}),
    ...(renewableFrom ? { renewableFrom } : {}),
    ...(typeof requestId === 'string' && REQUEST_ID.test(requestId) ? { requestId } : {}),
  };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function dateIn(value: unknown): Date | undefined {
  const date = typeof value === 'string' ? new Date(value) : undefined;
  return date && !Number.isNaN(date.getTime()) ? date : undefined;
}
