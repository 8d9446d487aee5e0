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
] as const;

export type FaultName = (typeof FAULT_NAMES)[number];

export interface Fault {
  readonly name: FaultName;
  /** 0 to 1, for each request that it can strike. */
  readonly probability: number;
}

/** Only where a certificate is signed. */
const ON_ISSUING: readonly FaultName[] = ['drop-after-issue', 'wrong-key', 'bad-chain'];
/** Only where somebody logs in. */
const ON_LOGIN: readonly FaultName[] = ['password-change-required'];
const LOGIN_PATH = '/v1/sessions';
const ISSUING_PATH = /^\/v1\/certificates(\/[^/]+\/renewal)?$/;

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
  const issues = method === 'POST' && ISSUING_PATH.test(path);
  const logsIn = method === 'POST' && path === LOGIN_PATH;
  return faults.find(
    ({ name, probability }) =>
      (issues || !ON_ISSUING.includes(name)) &&
      (logsIn || !ON_LOGIN.includes(name)) &&
      random() < probability,
  )?.name;
}

function invalid(text: string, expected: string, meant = { ja: '', en: '' }): CertToolError {
  const detail = {
    ja: `--fault ${text}(${expected})${meant.ja}`,
    en: `--fault ${text} (${expected})${meant.en}`,
  };
  return new CertToolError('invalid-option', { params: { detail } });
}
