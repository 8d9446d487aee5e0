import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { passwordOf } from './company.ts';
import { type RunInProcess, type RunResult, runInProcess } from './run-in-process.ts';
import { tempFolder } from './temp-folder.ts';

/** What is asserted of a row's result. */
export interface ListedResult {
  readonly row?: number;
  readonly loginId: string;
  readonly ok: boolean;
  readonly outcome?: string;
  readonly warnings?: readonly { readonly name: string }[];
  readonly error?: { readonly code: string; readonly name: string; readonly hint: string };
  readonly [name: string]: unknown;
}

/** Writes a list of users that its owner alone can read. Returns its path. */
export function listFile(header: string, rows: readonly (readonly string[])[], mode = 0o600): string {
  const file = join(tempFolder(), 'users.csv');
  const lines = [header, ...rows.map((cells) => cells.join(','))];
  writeFileSync(file, `${lines.join('\r\n')}\r\n`, { mode });
  return file;
}

/** A list of these users, each with the own password. Returns its path. */
export function listOf(loginIds: readonly string[]): string {
  return listFile(
    'loginId,password',
    loginIds.map((loginId) => [loginId, passwordOf(loginId)]),
  );
}

interface ListedDocument {
  readonly ok: boolean;
  readonly results: ListedResult[];
  readonly error?: Readonly<Record<string, unknown>>;
  readonly [name: string]: unknown;
}

export interface ListRun extends Partial<RunInProcess> {
  /** The options that name the bank. */
  readonly at: readonly string[];
}

/** Runs a command without a terminal, in English, with its JSON document. */
export async function runForList(
  home: string,
  argv: readonly string[],
  { at, ...options }: ListRun,
): Promise<RunResult & { readonly document: ListedDocument }> {
  const env = { CERT_TOOL_HOME: home, CERT_TOOL_LANG: 'en', ...options.env };
  const result = await runInProcess([...argv, '--json', '--no-color', ...at], { ...options, env });
  return { ...result, document: JSON.parse(result.stdout) };
}

/** The lines of a file of results that are whole. */
export function resultsIn(file: string): ListedResult[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => JSON.parse(line) as ListedResult);
}

/** Of each result the login ID and how it ended: its outcome, otherwise the error's name. */
export function endings(results: readonly ListedResult[]): [string, string | undefined][] {
  return results.map(({ loginId, outcome, error }) => [loginId, outcome ?? error?.name]);
}
