import { CertToolError } from '../../core/error.ts';
import { didYouMean } from '../../core/suggest.ts';

/** What a bank, or the network before it, may do wrong (docs/practice-bank.md). */
export const FAULT_NAMES = [
  'drop-after-issue',
  'drop-before',
  'slow',
  '503',
  '429',
  'maintenance',
  'password-change-required',
  'bad-json',
  'wrong-key',
  'bad-chain',
  'truncated',
  '500',
  'web-page',
  'suspended',
  'service-not-enabled',
  'otp-expired',
  'session-ended',
  'session-lost',
  'csr-refused',
  'unknown-refusal',
  'drop-before-confirm',
  'drop-after-revoke',
  'bad-crl',
  'est-pending',
] as const;

export type FaultName = (typeof FAULT_NAMES)[number];

export interface Fault {
  readonly name: FaultName;
  /** 0 to 1, for each request that it can strike. */
  readonly probability: number;
}

/** A kind of requests, by method and path. */
type Requests = (method: string, path: string) => boolean;

/** By EST alone. */
const enrolling: Requests = (method, path) => method === 'POST' && /\/simple(re)?enroll$/.test(path);
/** Where a certificate is signed. */
const issuing: Requests = (method, path) =>
  method === 'POST' && (/^\/v1\/certificates(\/[^/]+\/renewal)?$/.test(path) || enrolling(method, path));
const login: Requests = (method, path) => method === 'POST' && path === '/v1/sessions';
const oneTimePassword: Requests = (_, path) => path === '/v1/sessions/current/otp';
/** What takes a session; to leave it is no harm. */
const withinSession: Requests = (method, path) =>
  method !== 'DELETE' && /^\/v1\/(sessions\/|me$|certificates|users)/.test(path);
const confirming: Requests = (_, path) => /^\/v1\/certificates\/[^/]+\/confirmation$/.test(path);
/** And whoever asks afterwards what became of the certificate. */
const revoking: Requests = (method, path) =>
  /^\/v1\/users\/[^/]+\/revocation$/.test(path) ||
  (method === 'GET' && /^\/v1\/certificates\/[^/]+$/.test(path));
const revocationList: Requests = (_, path) => path === '/v1/crl';

/** Those that strike some requests alone; the others strike every one. */
const STRUCK: Readonly<Partial<Record<FaultName, Requests>>> = {
  'drop-after-issue': issuing,
  'wrong-key': issuing,
  'bad-chain': issuing,
  'csr-refused': issuing,
  'unknown-refusal': issuing,
  'password-change-required': login,
  suspended: login,
  'service-not-enabled': login,
  'otp-expired': oneTimePassword,
  'session-ended': withinSession,
  'session-lost': withinSession,
  'drop-before-confirm': confirming,
  'drop-after-revoke': revoking,
  'bad-crl': revocationList,
  'est-pending': enrolling,
};

/**
 * Reads what was typed: `<name>` or `<name>=<probability>`. Of a name that is given twice the last one counts.
 * @throws CertToolError `invalid-option`
 */
export function readFaults(typed: readonly string[]): Fault[] {
  const faults = typed.map((text) => {
    const [, name = '', number] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
    const known = FAULT_NAMES.find((each) => each === name);
    if (!known) throw invalid(text, FAULT_NAMES.join(', '), didYouMean(name, FAULT_NAMES));
    const probability = number === undefined ? 1 : Number(number);
    if (number !== undefined && !/^(0|1|0?\.\d{1,9}|[01]\.\d{1,9})$/.test(number)) throw invalid(text, '0–1');
    if (probability > 1) throw invalid(text, '0–1');
    return { name: known, probability };
  });
  return faults.filter(({ name }, index) => faults.findLastIndex((other) => other.name === name) === index);
}

/**
 * The fault that strikes this request, of several the first whose dice say so; undefined for none. Log-out is spared
 * by none of those that strike every request.
 * @param random 0 to 1, as `Math.random`
 */
export function strike(
  faults: readonly Fault[],
  method: string,
  path: string,
  random: () => number,
): FaultName | undefined {
  return faults.find(
    ({ name, probability }) => (STRUCK[name]?.(method, path) ?? true) && random() < probability,
  )?.name;
}

function invalid(text: string, expected: string, meant = { ja: '', en: '' }): CertToolError {
  const detail = {
    ja: `--fault ${text}(${expected})${meant.ja}`,
    en: `--fault ${text} (${expected})${meant.en}`,
  };
  return new CertToolError('invalid-option', { params: { detail } });
}
