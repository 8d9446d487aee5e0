import type { LocalState } from '../../core/renewal.ts';
import { seenOf } from './seen-text.ts';

/** A certificate as a PC has told of it. */
export interface SeenCertificate {
  readonly loginId: string;
  readonly bankId?: string;
  readonly bankName?: string;
  readonly serialNumber: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly state: LocalState | undefined;
  /** Why `list --check` says that it is to be looked at. */
  readonly attention: readonly string[];
}

/** Why something failed, in the words of the run in which it did. */
export interface Failure {
  /** `CT-` and digits. */
  readonly code: string;
  readonly name: string;
  readonly message: string;
  readonly hint: string;
}

/** What a PC has said at one moment: all that it holds, or what became of one user. */
export interface Statement {
  readonly kind: 'check' | 'result';
  readonly time: Date;
  readonly device: string;
  readonly loginId?: string;
  readonly bankId?: string;
  /** The bank's name in the config of that PC. */
  readonly profile?: string;
  readonly outcome?: string;
  readonly certificates: readonly SeenCertificate[];
  readonly failure?: Failure;
  /** Whose requests are unfinished there, and of which bank as far as it is told. */
  readonly unfinished: readonly { readonly loginId: string; readonly bankId?: string }[];
  /** How many files there are damaged or cannot be read. */
  readonly damaged: number;
}

/** Whether a run ended before it came to this user; not every line has the outcome. */
export function isNotTried({ outcome, failure }: Statement): boolean {
  return outcome === 'not-tried' || failure?.name === 'not-tried';
}

/** Why a JSON value says nothing: it is no result of ours, or does not tell when and where it was made. */
export type NoStatement = 'no-result' | 'no-origin';

interface Origin {
  readonly time: Date;
  readonly device: string;
}

/** What a document of `list --check --json`, `issue --json` or `renew --json` says, or a line of `--results`. */
export function statementsOf(value: unknown, document?: Origin): readonly Statement[] | NoStatement {
  if (!isRecord(value) || typeof value['ok'] !== 'boolean') return 'no-result';
  const origin = originOf(value) ?? document;
  const { results } = value;
  // Of nobody: that the PC has looked is said all the same.
  if (Array.isArray(results) && results.length > 0) {
    const all = results.map((each) => statementsOf(each, origin));
    const said = all.filter((each) => typeof each !== 'string').flat();
    return said.length > 0 ? said : 'no-origin';
  }
  if (!origin) return 'no-origin';
  return [Array.isArray(value['certificates']) ? checkOf(value, origin) : resultOf(value, origin)];
}

function checkOf(value: JsonRecord, origin: Origin): Statement {
  return {
    kind: 'check',
    ...origin,
    certificates: listIn(value, 'certificates').flatMap((each) => certificateOf(each) ?? []),
    unfinished: listIn(value, 'unfinished').flatMap(unfinishedOf),
    damaged: listIn(value, 'damaged').length + listIn(value, 'unreadable').length,
  };
}

function resultOf(value: JsonRecord, origin: Origin): Statement {
  const found = isRecord(value['certificate']) ? certificateOf(value['certificate']) : undefined;
  const bankId = textIn(value, 'bankId') ?? found?.bankId;
  const loginId = textIn(value, 'loginId') ?? found?.loginId;
  const failure = isRecord(value['error']) ? failureOf(value['error']) : undefined;
  return {
    kind: 'result',
    ...origin,
    ...defined({
      loginId,
      bankId,
      failure,
      profile: textIn(value, 'profile'),
      outcome: textIn(value, 'outcome'),
    }),
    certificates: found ? [{ ...found, ...defined({ bankId }) }] : [],
    unfinished: [],
    damaged: 0,
  };
}

function unfinishedOf(value: JsonRecord): Statement['unfinished'] {
  const loginId = textIn(value, 'loginId') ?? '';
  const { bankId } = bankOf(value);
  return loginId === '' ? [] : [{ loginId, ...defined({ bankId }) }];
}

/** The bank of a certificate or a request. */
function bankOf(value: JsonRecord): { readonly bankId?: string; readonly bankName?: string } {
  const bank = isRecord(value['bank']) ? value['bank'] : {};
  return defined({ bankId: textIn(bank, 'id'), bankName: textIn(bank, 'name') });
}

const STATES: readonly LocalState[] = ['issued', 'renewable', 'expired', 'not-yet-valid'];

/** Undefined for what is none of the bank's, or hidden. */
function certificateOf(value: JsonRecord): SeenCertificate | undefined {
  const loginId = textIn(value, 'loginId');
  const [notBefore, notAfter] = [momentIn(value, 'notBefore'), momentIn(value, 'notAfter')];
  const word = textIn(value, 'state');
  if (loginId === undefined || !notBefore || !notAfter || word === 'archived') return undefined;
  const attention: unknown = value['attention'];
  return {
    loginId,
    ...bankOf(value),
    serialNumber: textIn(value, 'serialNumber') ?? '',
    notBefore,
    notAfter,
    state: STATES.find((state) => state === word),
    attention: Array.isArray(attention) ? attention.filter((each) => typeof each === 'string') : [],
  };
}

function failureOf(error: JsonRecord): Failure {
  return {
    code: textIn(error, 'code') ?? '',
    name: textIn(error, 'name') ?? '',
    message: textIn(error, 'message') ?? '',
    hint: textIn(error, 'hint') ?? '',
  };
}

function originOf(value: JsonRecord): Origin | undefined {
  const [time, device] = [momentIn(value, 'time'), textIn(value, 'device')];
  return time && device !== undefined ? { time, device } : undefined;
}

type JsonRecord = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listIn(value: JsonRecord, name: string): JsonRecord[] {
  const list: unknown = value[name];
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

function textIn(value: JsonRecord, name: string): string | undefined {
  const text = value[name];
  return typeof text === 'string' ? seenOf(text) : undefined;
}

/** RFC 3339, 5.6. */
const MOMENT = /^\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

function momentIn(value: JsonRecord, name: string): Date | undefined {
  const text = value[name];
  if (typeof text !== 'string' || !MOMENT.test(text)) return undefined;
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}

function defined<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> };
function defined(values: object) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
