import { type IPty, spawn } from '@lydell/node-pty';
import { onTestFinished } from 'vitest';
import { cleanEnvironment } from './environment.ts';
import { programArgs } from './run.ts';

export interface TerminalOptions {
  readonly columns?: number;
  readonly env?: NodeJS.ProcessEnv;
  /** A program in the place of the built one, with arguments, and the whole of its environment. */
  readonly other?: { readonly program: readonly string[]; readonly env: NodeJS.ProcessEnv };
  /** A shell with job control: a program that stops shows `[stopped]`; a line typed then brings it back. */
  readonly jobs?: boolean;
}

export interface Terminal {
  readonly pty: IPty;
  /** The program's process. */
  readonly pid: Promise<number>;
  /** Resolves when the text appears after what was found before; fails when the program ends first. */
  waitFor(text: string): Promise<void>;
  type(text: string): void;
  /** Everything that was shown, without the terminal's codes. */
  shown(): string;
  /** The same with the terminal's codes. */
  raw(): string;
  /** The exit code of the program. */
  readonly exitCode: Promise<number>;
  /** Whether the terminal was given back as it was: line by line, with echo and cursor. */
  leftSane(): Promise<boolean>;
}

export const ENTER = '\r';
export const CTRL_C = '\u0003';
export const CTRL_D = '\u0004';
export const CTRL_U = '\u0015';
export const CTRL_Z = '\u001a';
export const ESCAPE = '\u001b';
export const DOWN = '\u001b[B';

// biome-ignore lint/suspicious/noControlCharactersInRegex: escapes are what is looked for.
const CODES = /\u001b\[[\d;?]*[ -/]*[@-~]|\u001b(\[[\d;?]*)?$|\r/g;
const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
/** A shell runs the program, so that the state of the terminal can be seen afterwards. */
const RUN = `trap : INT HUP TERM; sh -c 'echo "[$$ pid]"; exec "$@"' sh "$@"; code=$?;`;
/** It stays until its last line was seen: what is still in a terminal that ends can be lost. */
const END = `echo "[exit $code]"; stty -a; echo '[end]'; exec cat >/dev/null`;
const SHELL = `${RUN} ${END}`;
/** As interactive shells do, it takes the terminal back in its own modes when the program stops. */
const JOB_SHELL = `set -m; ${RUN} if [ $code -gt 140 ]; then stty sane; echo '[stopped]'; read line; fg; code=$?; fi; ${END}`;

/** Starts the built program on a pseudo-terminal of its own. POSIX only. */
export function openTerminal(
  home: string,
  args: readonly string[],
  { columns = 100, env = {}, other, jobs = false }: TerminalOptions = {},
): Terminal {
  const program = other?.program ?? [process.execPath, ...programArgs()];
  const pty = spawn('/bin/sh', ['-c', jobs ? JOB_SHELL : SHELL, 'sh', ...program, ...args], {
    name: 'xterm-256color',
    cols: columns,
    rows: 40,
    env: other?.env ?? cleanEnvironment(home, env),
  });
  let [raw, found, over] = ['', 0, false];
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of [...listeners]) listener();
  };
  pty.onData((chunk) => {
    raw += chunk;
    tell();
  });
  pty.onExit(() => {
    over = true;
    tell();
  });
  onTestFinished(() => {
    if (!over) pty.kill('SIGKILL');
  });

  const shown = () => raw.replace(CODES, '');
  const waitFor = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        const at = shown().indexOf(text, found);
        if (at < 0 && !over) return;
        listeners.delete(look);
        if (at < 0) return reject(new Error(`never shown: ${text}\n${shown()}`));
        found = at + text.length;
        resolve();
      };
      listeners.add(look);
      look();
    });

  const pid = waitFor(' pid]').then(() => Number(/\[(\d+) pid\]/.exec(shown())?.[1]));
  pid.catch(() => undefined);

  const ending = (async () => {
    await new Promise<void>((resolve) => {
      const look = () => {
        if (!over && !shown().includes('[end]')) return;
        listeners.delete(look);
        if (!over) pty.kill('SIGKILL');
        resolve();
      };
      listeners.add(look);
    });
    const [, code = '-1', state = ''] = /\[exit (\d+)\]\n(.*)\[end\]/s.exec(shown()) ?? [];
    return { code: Number(code), state };
  })();

  return {
    pty,
    pid,
    waitFor,
    type: (text) => pty.write(text),
    shown,
    raw: () => raw,
    exitCode: ending.then(({ code }) => code),
    async leftSane() {
      const { state } = await ending;
      const modes = state.split(/\s+/);
      const cursorShown = raw.lastIndexOf(SHOW_CURSOR) >= raw.lastIndexOf(HIDE_CURSOR);
      return cursorShown && modes.includes('icanon') && modes.includes('echo') && modes.includes('isig');
    },
  };
}
