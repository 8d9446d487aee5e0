import { CertToolError, codeOf, exitCodeOf, findEntry } from './error.ts';
import { numberIn, textIn } from './logged-runs.ts';
import type { Text, TextParams } from './text.ts';

/**
 * An error as the log keeps it: what its sentences are made of, for they are shown in the language of who reads them. What was
 * typed and cannot be used may have anything in it, a password where the login ID should be, too: of such an error code and
 * name alone.
 */
export function loggedError(error: CertToolError): Readonly<Record<string, unknown>> {
  const { params, remedy, attemptsLeft, requestId, cause } = error.details;
  const causes = causesOf(cause);
  return {
    code: codeOf(error),
    name: error.errorName,
    exitCode: exitCodeOf(error),
    ...(error.notInstalledYet && { notInstalledYet: true }),
    ...((error.kind !== 'usage' || OWN_WORDS.includes(error.errorName)) && {
      ...(params && { params }),
      ...(remedy && { remedy }),
    }),
    ...(attemptsLeft !== undefined && { attemptsLeft }),
    ...(requestId !== undefined && { requestId }),
    ...(causes.length > 0 && { causes }),
  };
}

/** Errors of usage whose sentences are made of the program's own words: nothing that was typed is in them. */
const OWN_WORDS: readonly string[] = ['missing-input'];

/** The error of a line; undefined where this version has no such error. */
export function errorOfLine(members: ReadonlyMap<string, unknown>): CertToolError | undefined {
  const found = findEntry(textIn(members, 'name') ?? '');
  if (!found) return undefined;
  const params = paramsIn(members.get('params'));
  const remedy = textOf(members.get('remedy'));
  const attemptsLeft = numberIn(members, 'attemptsLeft');
  const requestId = textIn(members, 'requestId');
  const details = {
    ...(params && { params }),
    ...(remedy && { remedy }),
    ...(attemptsLeft !== undefined && { attemptsLeft }),
    ...(requestId !== undefined && { requestId }),
  };
  return new CertToolError(found.name, details, members.get('notInstalledYet') === true);
}

const DEEPEST = 5;
/** `at run (dist/cert-tool.cjs:12:3)`, without the message above, which may hold what nobody looked through. */
const FRAME = /^\s+at .+$/gm;
const MOST_FRAMES = 12;

/** The kinds and codes of the technical causes; of what nobody foresaw where it came from, too. */
function causesOf(cause: unknown): string[] {
  const causes: string[] = [];
  for (let each = cause; each instanceof Error && causes.length < DEEPEST; each = each.cause) {
    const code = 'code' in each && typeof each.code === 'string' ? ` ${each.code}` : '';
    const frames = isOurs(each) ? [] : (each.stack?.match(FRAME) ?? []).slice(0, MOST_FRAMES);
    causes.push([`${each.name}${code}`, ...frames.map((line) => line.trim())].join('\n'));
  }
  return causes;
}

/** Whose place says nothing: an answer or an end that was foreseen. */
function isOurs(error: Error): boolean {
  return !(error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError);
}

function paramsIn(value: unknown): TextParams | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const known = Object.entries(value).flatMap(([name, param]) => {
    const text = typeof param === 'string' || typeof param === 'number' ? param : textOf(param);
    return text === undefined ? [] : [[name, text] as const];
  });
  return Object.fromEntries(known);
}

/** A text in both languages; undefined for what is none. */
export function textOf(value: unknown): Text | undefined {
  if (typeof value !== 'object' || value === null || !('ja' in value && 'en' in value)) return undefined;
  const { ja, en } = value;
  return typeof ja === 'string' && typeof en === 'string' ? { ja, en } : undefined;
}
