import { CertToolError } from '../core/error.ts';
import { isCode, tidyCode } from '../core/one-time-password.ts';
import type { Text } from '../core/text.ts';
import { decodeText } from './decode-text.ts';
import { type RunResult, run } from './processes.ts';
import { endFailure, startFailure } from './program-failure.ts';

export interface OtpCommandOptions {
  readonly loginId: string;
  readonly env: NodeJS.ProcessEnv;
  /** Default 60 seconds. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Shown each line that it wrote on stderr, e.g. why it failed: nobody else sees that. */
  readonly onStderr?: (line: string) => void;
}

/**
 * Runs the program of `--otp-command` and returns the first line that it prints. The login ID is in its environment as
 * CERT_TOOL_LOGIN_ID; no shell is involved.
 * @throws CertToolError `otp-command-failed`, `unreadable-text`, which never repeat what the program printed; its stderr goes to `onStderr`
 */
export async function runOtpCommand(commandLine: string, options: OtpCommandOptions): Promise<string> {
  const { loginId, env, timeoutMs = 60_000, signal } = options;
  const [program, ...args] = splitCommandLine(commandLine) ?? [];
  if (!program) throw failed(reasons.badCommandLine);
  const result = await run(program, args, {
    env: { ...env, CERT_TOOL_LOGIN_ID: loginId },
    timeoutMs,
    signal,
  }).catch((error: NodeJS.ErrnoException) => {
    if (signal?.aborted) throw error;
    throw failed(startFailure(error), error);
  });
  const masked = maskFor(result);
  for (const line of stderrLines(result)) options.onStderr?.(masked(line));
  return codeFrom(result, timeoutMs);
}

const MASK = '********';
/** Shorter words of what it printed are in every sentence. */
const SHORTEST_SECRET = 4;

/** Some programs tell the code on stderr, too, in groups of digits or not: it is as secret as where it belongs. */
function maskFor({ stdout }: RunResult): (line: string) => string {
  const lines = stdout.toString().split(/\r\n|\n|\r/);
  const words = lines.flatMap((line) => line.split(/\s+/));
  const secrets = [...new Set(words)]
    .filter((word) => word.length >= SHORTEST_SECRET)
    .sort((one, other) => other.length - one.length);
  const codes = [...new Set([...lines, ...words].map(tidyCode))]
    .filter((text) => isCode(text))
    .map((code) => new RegExp([...code].join('[\\s\\p{Pd}]?'), 'gu'));
  return (line) =>
    [...codes, ...secrets].reduce<string>((text, secret) => text.replaceAll(secret, MASK), line);
}

/** The last ones, where the reason stands. */
const MOST_LINES = 20;

function stderrLines({ stderr }: RunResult): string[] {
  // In whatever encoding: a character that is lost is no reason to lose the sentence.
  return stderr
    .toString('utf8')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(-MOST_LINES);
}

/**
 * Splits a command line into program and arguments. Blanks separate; single and double quotes keep them; a backslash
 * is an ordinary character (Windows paths), except before a double quote inside double quotes.
 * @returns undefined when a quote is not closed
 */
export function splitCommandLine(commandLine: string): string[] | undefined {
  const words: string[] = [];
  const word = /\s*((?:[^\s'"]|'[^']*'|"(?:\\"|[^"\\]|\\(?!"))*")+)/y;
  let end = 0;
  for (let match = word.exec(commandLine); match; match = word.exec(commandLine)) {
    words.push(unquote(match[1] ?? ''));
    end = word.lastIndex;
  }
  return commandLine.slice(end).trim() === '' ? words : undefined;
}

function unquote(word: string): string {
  return word.replace(/'([^']*)'|"((?:\\"|[^"\\]|\\(?!"))*)"/g, (_, single?: string, double?: string) =>
    single === undefined ? (double ?? '').replaceAll('\\"', '"') : single,
  );
}

function codeFrom(result: RunResult, timeoutMs: number): string {
  if (result.ended === 'too-much-output') throw failed(reasons.tooMuchOutput);
  const failure = endFailure(result, timeoutMs);
  if (failure) throw failed(failure);
  const code = decodeText(result.stdout, '--otp-command').split('\n', 1)[0]?.trim();
  if (!code) throw failed(reasons.noOutput);
  return code;
}

function failed(detail: Text, cause?: unknown): CertToolError {
  return new CertToolError('otp-command-failed', { params: { detail }, cause });
}

const reasons = {
  badCommandLine: {
    ja: '空であるか、引用符が閉じられていません。',
    en: 'it is empty, or a quote is not closed.',
  },
  tooMuchOutput: { ja: '出力が多すぎます。', en: 'it printed too much.' },
  noOutput: { ja: '何も出力しませんでした。', en: 'it printed nothing.' },
};
