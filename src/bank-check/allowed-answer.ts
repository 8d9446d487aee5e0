import { isUtf8 } from 'node:buffer';
import * as good from '../bank/generated/answers.js';
import type { HttpAnswer } from '../net/http-answer.ts';
import { type AllowedAnswer, OPERATIONS } from './generated/allowed.js';
import { PemChain, Problem } from './generated/refusals.js';

/** In what an answer can differ from the contract, whatever it was asked for. */
export type FaultKind =
  | 'status'
  | 'redirect'
  | 'headers'
  | 'retry-after'
  | 'media-type'
  | 'body'
  | 'problem'
  | 'coding'
  | 'token-kept';

export interface Fault {
  readonly kind: FaultKind;
  /** What was seen, as a technical term: a header, a JSON pointer and the keyword of the schema. */
  readonly seen: string;
  /** What the contract has there, in its own words. */
  readonly declared: string;
}

interface Asked {
  readonly method: string;
  /** Below the base path. */
  readonly path: string;
}

interface Check {
  (body: unknown): boolean;
  errors?: { instancePath: string; keyword: string; params: Record<string, unknown> }[] | null;
}

const CHECKS = { ...good, PemChain, Problem } as unknown as Readonly<Record<string, Check>>;
const PROBLEM_TYPE = 'application/problem+json';

/** Everything in which an answer differs from what the contract declares for that request. */
export function faultsOf(asked: Asked, answer: HttpAnswer): Fault[] {
  const { status, coding } = answer;
  const faults: Fault[] =
    coding === ''
      ? []
      : [{ kind: 'coding', seen: `Content-Encoding: ${coding}`, declared: 'Content-Encoding: identity' }];
  if (status >= 300 && status < 400)
    return [...faults, { kind: 'redirect', seen: `HTTP ${status}`, declared: 'HTTP 2xx, 4xx, 5xx' }];
  const operation = operationOf(asked);
  // What is no path of the contract is a problem of any kind.
  if (!operation) return [...faults, ...problemFaults(answer, undefined)];
  const allowed = operation.answers[status];
  const statuses = `HTTP ${Object.keys(operation.answers).join(', ')}`;
  if (!allowed) return [...faults, { kind: 'status', seen: `HTTP ${status}`, declared: statuses }];
  return [
    ...faults,
    ...headerFaults(answer, allowed),
    ...bodyFaults(answer, allowed),
    ...cachingFaults(answer),
  ];
}

function operationOf({ method, path }: Asked) {
  const fits = (template: string) => new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
  return OPERATIONS.find((each) => each.method === method && fits(each.path));
}

function headerFaults({ headers }: HttpAnswer, { headers: wanted }: AllowedAnswer): Fault[] {
  return Object.entries(wanted)
    .filter(([name, pattern]) => !new RegExp(pattern).test(headers[name] ?? ''))
    .map(([name, pattern]) => ({
      kind: name === 'retry-after' ? 'retry-after' : 'headers',
      seen: `${name}: ${headers[name] ?? '-'}`,
      declared: `${name}: ${pattern}`,
    }));
}

function bodyFaults(answer: HttpAnswer, allowed: AllowedAnswer): Fault[] {
  const { contentType, body, status } = answer;
  if (contentType.endsWith('json') && !isUtf8(body)) {
    return [{ kind: 'body', seen: 'no UTF-8', declared: 'JSON (UTF-8)' }];
  }
  const types = Object.keys(allowed.content);
  if (types.length === 0) {
    return body.length === 0 ? [] : [{ kind: 'body', seen: `${body.length} bytes`, declared: '0 bytes' }];
  }
  const wanted = allowed.content[contentType];
  if (!wanted) {
    const kind = status >= 400 ? 'problem' : 'media-type';
    return [{ kind, seen: contentType || '-', declared: types.join(', ') }];
  }
  if (status >= 400) return problemFaults(answer, wanted.codes);
  if (wanted.schema === undefined) return [];
  const value = contentType.endsWith('json') ? parsed(body) : body.toString('utf8');
  const seen = violation(wanted.schema, value);
  return seen === undefined
    ? []
    : [{ kind: 'body', seen, declared: `#/components/schemas/${wanted.schema}` }];
}

/** @param codes that this status may have there; any without them */
function problemFaults(answer: HttpAnswer, codes: readonly string[] | undefined): Fault[] {
  const declared = ['#/components/schemas/Problem', ...(codes ? [`code: ${codes.join(', ')}`] : [])].join(
    '; ',
  );
  if (answer.contentType !== PROBLEM_TYPE) {
    return [{ kind: 'problem', seen: answer.contentType || '-', declared: PROBLEM_TYPE }];
  }
  const value = parsed(answer.body) as { code?: string; status?: number };
  const seen = violation('Problem', value);
  if (seen !== undefined) return [{ kind: 'problem', seen, declared }];
  if (value.status !== answer.status) {
    return [{ kind: 'problem', seen: `/status ${value.status}`, declared: `${answer.status}` }];
  }
  const isKnown = codes?.includes(value.code ?? '') ?? true;
  return isKnown ? [] : [{ kind: 'problem', seen: `/code ${value.code}`, declared }];
}

/** "Answers with a token should carry `Cache-Control: no-store`." */
function cachingFaults({ headers, body }: HttpAnswer): Fault[] {
  const hasToken = /"token"\s*:/.test(body.toString('latin1'));
  const seen = headers['cache-control'] ?? '-';
  return hasToken && !/\bno-store\b/i.test(seen)
    ? [{ kind: 'token-kept', seen: `Cache-Control: ${seen}`, declared: 'Cache-Control: no-store' }]
    : [];
}

function violation(schema: string, value: unknown): string | undefined {
  const check = CHECKS[schema];
  if (!check || check(value)) return undefined;
  if (typeof value === 'string' && schema !== 'PemChain') return 'no JSON';
  const { instancePath = '', keyword = '', params = {} } = check.errors?.[0] ?? {};
  const missing = typeof params['missingProperty'] === 'string' ? `/${params['missingProperty']}` : '';
  const place = `${instancePath}${missing || (instancePath ? '' : '/')}`;
  return `${place} (${[keyword, ...wantedBy(params)].join(' ')})`;
}

/** What a keyword of a schema wants: its pattern, its words, its type, its limit. */
function wantedBy({ pattern, format, allowedValues, allowedValue, type, limit }: Record<string, unknown>) {
  if (format === 'date-time') return ['RFC 3339, UTC, …Z'];
  const words = Array.isArray(allowedValues) ? allowedValues.join(' | ') : undefined;
  return [pattern, format, words, allowedValue, type, limit].filter((each) => each !== undefined);
}

/** @returns the text itself where it is no JSON, which then breaks every schema */
export function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return body.toString('utf8');
  }
}
