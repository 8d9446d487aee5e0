import type { components } from '../bank/generated/contract.ts';
import type { Text } from '../core/text.ts';
import { Breach } from './breach.ts';
import type { Answer } from './wire.ts';

export type Schemas = components['schemas'];
export type Issued = Schemas['IssuedCertificate'];
export type Problem = Schemas['Problem'];
export type ProblemCode = Schemas['ProblemCode'];

/**
 * The body of an answer that has to be a good one, and as the contract declares it.
 * @throws Breach
 */
export function accepted<T>(answer: Answer, ...statuses: readonly number[]): T {
  const wanted = statuses.join(', ');
  if (!statuses.includes(answer.status)) {
    throw new Breach({ ja: `HTTP ${wanted}`, en: `HTTP ${wanted}` }, answer.exchange, seenIn(answer));
  }
  const fault = answer.faults.find(({ kind }) => kind === 'body' || kind === 'media-type');
  if (fault) {
    const expected = {
      ja: `HTTP ${wanted} で、契約どおりの内容(${fault.declared})`,
      en: `HTTP ${wanted} with the body that the contract declares: ${fault.declared}`,
    };
    throw new Breach(expected, answer.exchange, { ja: fault.seen, en: fault.seen });
  }
  return answer.json as T;
}

/**
 * The problem document of an answer that has to be this refusal.
 * @throws Breach
 */
export function refused(answer: Answer, status: number, ...codes: readonly ProblemCode[]): Problem {
  const problem = answer.json as Partial<Problem> | null;
  const code = typeof problem === 'object' ? problem?.code : undefined;
  if (answer.status === status && code !== undefined && codes.includes(code)) return problem as Problem;
  const wanted = codes.join(' / ');
  const expected = { ja: `HTTP ${status} ${wanted} による拒否`, en: `a refusal, HTTP ${status} ${wanted}` };
  throw new Breach(expected, answer.exchange, seenIn(answer));
}

/** What `look` says, and before it what was special about the request, where the request alone does not show it. */
export function about(what: Text, look: () => unknown): void {
  try {
    look();
  } catch (error) {
    if (!(error instanceof Breach)) throw error;
    const { expected, exchange, seen } = error;
    throw new Breach({ ja: `${what.ja}: ${expected.ja}`, en: `${what.en}: ${expected.en}` }, exchange, seen);
  }
}

/** @throws Breach unless it is so */
export function holds(isSo: boolean, answer: Answer, expected: Text, seen?: Text): void {
  if (!isSo) throw new Breach(expected, answer.exchange, seen);
}

/** @throws Breach unless both are the same; they are shown */
export function same(actual: unknown, wanted: unknown, answer: Answer, what: Text): void {
  if (JSON.stringify(actual) === JSON.stringify(wanted)) return;
  const shown = (value: unknown) => JSON.stringify(value) ?? '-';
  const expected = { ja: `${what.ja}: ${shown(wanted)}`, en: `${what.en}: ${shown(wanted)}` };
  throw new Breach(expected, answer.exchange, { ja: shown(actual), en: shown(actual) });
}

function seenIn({ status, json }: Answer): Text {
  const code = typeof json === 'object' && json !== null && 'code' in json ? ` ${json.code}` : '';
  return { ja: `HTTP ${status}${code}`, en: `HTTP ${status}${code}` };
}
