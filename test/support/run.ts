import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject, onTestFinished } from 'vitest';
import { cleanEnvironment } from './environment.ts';
import { expectToKeepItsSchema } from './json-document.ts';
import { tempFolder } from './temp-folder.ts';

export { leftBehind } from './left-behind.ts';

export interface CliOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** All of stdin; nothing without it. */
  readonly input?: string;
  /** Whoever writes stdin keeps it open. */
  readonly stdinStaysOpen?: boolean;
}

export interface CliResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCli {
  readonly child: ChildProcess;
  readonly result: Promise<CliResult>;
  /** The first line of stdout, as soon as it is there. */
  readonly firstLine: Promise<string>;
}

export const POSIX_ONLY = process.platform === 'win32' ? ' (needs POSIX: skipped on Windows)' : '';

/** The program's entry file. */
export function entryFile(): string {
  return join(inject('packageFolder'), 'bin', 'cert-tool.cjs');
}

const KEPT_KEYS = fileURLToPath(new URL('./kept-keys.cjs', import.meta.url));

/** Node's arguments that start the program, with keys that are kept. */
export function programArgs(): string[] {
  return ['--require', KEPT_KEYS, entryFile()];
}

/** The same as a line of a POSIX shell. */
export function programLine(): string {
  return [process.execPath, ...programArgs()].map((word) => `'${word}'`).join(' ');
}

/** A CERT_TOOL_HOME with a practice bank of its own, set up already. */
export function homeWithBank(): string {
  const home = join(tempFolder(), 'home');
  cpSync(inject('bankHome'), home, { recursive: true });
  return home;
}

/** Runs the built program in a process of its own, without a terminal. */
export function runCli(home: string, args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return startCli(home, args, options).result;
}

/** The same, for a program that goes on. It is killed when the test ends. */
export function startCli(home: string, args: readonly string[], options: CliOptions = {}): RunningCli {
  const child = spawn(process.execPath, [...programArgs(), ...args], {
    env: cleanEnvironment(home, options.env),
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  child.stdin.on('error', () => undefined);
  child.stdin.write(options.input ?? '');
  if (!options.stdinStaysOpen) child.stdin.end();
  let [stdout, stderr] = ['', ''];
  const firstLine = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
      if (stdout.includes('\n')) resolve(stdout.slice(0, stdout.indexOf('\n')));
    });
    child.once('close', () => reject(new Error(`no output; stderr: ${stderr}`)));
  });
  firstLine.catch(() => undefined);
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const result = once(child, 'close').then(([code, signal]) => {
    expectToKeepItsSchema(args, stdout);
    return { code, signal, stdout, stderr };
  });
  return { child, result, firstLine };
}
