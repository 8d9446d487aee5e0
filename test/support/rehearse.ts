import { appendFileSync, cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Deps } from '../../src/commands/deps.ts';
import { type Ending, type Line, OWN_HOME } from '../../src/core/catalogue/rehearsals/rehearsal.ts';
import { CertToolError } from '../../src/core/error.ts';
import { LeftQuestion } from '../../src/ui/left-question.ts';
import { type RunInProcess, runInProcess } from './run-in-process.ts';
import { tempFolder } from './temp-folder.ts';

/**
 * Somebody who types the lines of a rehearsal one after the other, as they stand, but for the number of the port, which may
 * be taken here. Only the shell is left out: what the lines need of one is done here.
 * @param home where a practice bank is set up already, and nothing else was done
 * @returns what was printed, the windows that were left included
 */
export async function rehearse(lines: readonly Line[], home: string): Promise<string> {
  const folder = tempFolder();
  cpSync(home, join(folder, 'home'), { recursive: true });
  const before = process.cwd();
  process.chdir(folder);
  const windows: Window[] = [];
  const env: NodeJS.ProcessEnv = { HOME: folder, CERT_TOOL_HOME: join(folder, 'home') };
  const port = await freePort();
  try {
    const printed: string[] = [];
    for (const line of lines) printed.push(await typed(line, { folder, env, port, windows }));
    return printed.join('');
  } finally {
    for (const window of windows.reverse()) await window.close();
    process.chdir(before);
  }
}

interface Desk {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly port: string;
  readonly windows: Window[];
}

interface Window {
  close(): Promise<unknown>;
}

async function typed(line: Line, desk: Desk): Promise<string> {
  const { env, folder, windows } = desk;
  if (typeof line === 'string') return typedInShell(line, desk);
  if ('ownHome' in line) {
    env['CERT_TOOL_HOME'] = join(folder, OWN_HOME);
    return '';
  }
  if ('variable' in line) {
    env[line.variable] = line.value;
    return '';
  }
  if ('endLeft' in line) {
    await windows.pop()?.close();
    return '';
  }
  if ('leave' in line) {
    windows.push(await left(line.leave, desk));
    return '';
  }
  return ended(line.typed, line.endedBy, desk);
}

/** What sh, PowerShell and cmd.exe do alike with such a line. */
async function typedInShell(line: string, desk: Desk): Promise<string> {
  const [command = '', piped] = line.split(' | ').reverse();
  const [, text, sign, file] = /^echo (.+) (>>?) (.+)$/.exec(command) ?? [];
  const [program, ...args] = wordsOf(command, desk);
  if (text !== undefined && file !== undefined) {
    const write = sign === '>' ? writeFileSync : appendFileSync;
    for (const path of wordsOf(file, desk).flatMap((each) =>
      each.includes('*') ? filesThatFit(each) : [each],
    ))
      write(path, `${text.replaceAll("'", '')}\n`);
  } else if (program === 'mkdir') {
    for (const path of args) mkdirSync(path);
  } else if (program === 'rm') {
    for (const path of args.flatMap(filesThatFit)) rmSync(path);
  } else if (program === 'cert-tool') {
    return typedWithoutQuestions(args, piped, desk);
  } else {
    throw new Error(`no shell here knows: ${line}`);
  }
  return '';
}

/** At a terminal, where it asks nothing: the lines do not say what to answer. */
async function typedWithoutQuestions(
  args: string[],
  piped: string | undefined,
  { env }: Desk,
): Promise<string> {
  const stdin = piped === undefined ? {} : { stdin: `${/^echo (.+)$/.exec(piped)?.[1]}\n` };
  const isAsked = piped === undefined && !args.includes('--no-input');
  const asked: string[] = [];
  const ask = async (question: string): Promise<never> => {
    asked.push(question);
    throw new LeftQuestion();
  };
  const alter: RunInProcess['alter'] = (deps) => (isAsked ? { ui: questionsOf(deps, ask) } : {});
  // How long it may take is the test's to say.
  const { signal } = new AbortController();
  const { stdout, stderr } = await runInProcess(args, { env: { ...env }, ...stdin, signal, alter });
  if (asked.length > 0) throw new Error(`${args.join(' ')} asks: ${asked}`);
  return stderr + stdout;
}

function wordsOf(line: string, { port }: Desk): string[] {
  const words = line.match(/"[^"]*"|\S+/g) ?? [];
  return words.map((word) => word.replaceAll('"', '').replace(/\b8443\b/, port));
}

/** @throws Error when nothing does */
function filesThatFit(pattern: string): string[] {
  const [start = '', ...parts] = pattern.split('/');
  let found = [start];
  for (const part of parts) {
    const expression = new RegExp(`^${part.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
    found = found.flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => expression.test(name))
        .map((name) => join(folder, name)),
    );
  }
  if (found.length === 0) throw new Error(`nothing fits ${pattern}`);
  return found;
}

/** A window in which the command serves, or waits at its first question. */
async function left(line: string, desk: Desk): Promise<Window> {
  const [, ...args] = wordsOf(line, desk);
  const closing = new AbortController();
  let reach = () => {};
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const untilClosed = () => {
    reach();
    return rejectedWhen(closing.signal);
  };
  const alter: RunInProcess['alter'] = (deps) => ({
    practiceBank: {
      ...deps.practiceBank,
      async start(options) {
        const bank = await deps.practiceBank.start(options);
        reach();
        return bank;
      },
    },
    // What it says at its end is nobody's any more.
    ui: { ...questionsOf(deps, untilClosed), info: () => undefined },
  });
  const run = runInProcess(args, { env: { ...desk.env }, signal: closing.signal, alter });
  const isOver = run.then(({ stderr }) => Promise.reject(new Error(`${line} went on no longer: ${stderr}`)));
  isOver.catch(() => undefined);
  await Promise.race([reached, isOver]);
  return {
    close() {
      closing.abort(new CertToolError('cancelled'));
      return run;
    },
  };
}

/** A command that is ended at its first question. */
async function ended(line: string, ending: Ending, desk: Desk): Promise<string> {
  const [, ...args] = wordsOf(line, desk);
  const wish = new AbortController();
  const end = async (): Promise<never> => {
    if (ending === 'ctrl-c') throw new LeftQuestion();
    wish.abort(new CertToolError(ending === 'close' ? 'window-closed' : 'terminated'));
    throw wish.signal.reason;
  };
  const alter: RunInProcess['alter'] = (deps) => ({ ui: questionsOf(deps, end) });
  const { stdout, stderr } = await runInProcess(args, { env: { ...desk.env }, signal: wish.signal, alter });
  // What a closed window shows nobody reads.
  return ending === 'close' ? '' : stderr + stdout;
}

/** A terminal at which every question comes to this. */
function questionsOf({ ui }: Deps, ask: (question: string) => Promise<never>): Deps['ui'] {
  return {
    ...ui,
    interactive: true,
    prompts: { text: ask, secret: ask, confirm: ask, choose: ask, chooseMany: ask },
  };
}

function rejectedWhen(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}

/** Of this machine, at this moment. */
async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? String(address.port) : '';
}
