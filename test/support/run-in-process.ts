import { Readable } from 'node:stream';
import { runCommandLine } from '../../src/cli/run.ts';
import type { Deps } from '../../src/commands/deps.ts';
import type { ComposeOptions } from '../../src/compose/base.ts';
import { compose } from '../../src/compose/compose.ts';
import { Insistence } from '../../src/core/insistence.ts';
import { readStdin, readStdinLine } from '../../src/system/input.ts';
import { expectToKeepItsSchema } from './json-document.ts';

export interface RunResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunInProcess {
  readonly env: NodeJS.ProcessEnv;
  readonly locale?: string;
  /** Columns of the terminal on stdout; none by default. */
  readonly columns?: number;
  /** What stdin holds. */
  readonly stdin?: string | Buffer;
  /** Ends the run when it is aborted, as a signal would; until then it may go on as long as it likes. */
  readonly signal?: AbortSignal;
  /** What it may take, in milliseconds: for what has much to do. */
  readonly longestMs?: number;
  /** Changes what the command works with. */
  readonly alter?: (deps: Deps) => Partial<Deps>;
}

const LONGEST_MS = 20_000;

/** Policies hold for the whole PC, this one: a test that looks at them or changes any says where (`alter`). */
const refuse = () => Promise.reject(new TypeError('a test must not change the policies of this PC'));
const UNTOUCHED = {
  // Those that are here are of tests with a browser, which run at the same time.
  installedPolicies: async () => [],
  installBrowserPolicy: refuse,
  removeBrowserPolicy: refuse,
  installFirefoxPolicy: refuse,
  removeFirefoxPolicy: refuse,
};

/**
 * Runs the program from the command line to the exit code within this process, with the output captured. Without spies: Vitest keeps
 * all that they were ever called with.
 */
export async function runInProcess(argv: readonly string[], options: RunInProcess): Promise<RunResult> {
  const written = { stdout: '', stderr: '' };
  const giveBack = (['stdout', 'stderr'] as const).map((name) => {
    const { write } = process[name];
    process[name].write = (chunk: unknown, ...rest: unknown[]) => {
      written[name] += String(chunk);
      const done = rest.find((each) => typeof each === 'function');
      done?.();
      return true;
    };
    return () => {
      process[name].write = write;
    };
  });
  const columns = Object.getOwnPropertyDescriptor(process.stdout, 'columns');
  Object.defineProperty(process.stdout, 'columns', { configurable: true, value: options.columns });
  try {
    const running = run(argv, options);
    const exitCode = await (options.signal ? running : atMost(running, argv, options.longestMs));
    expectToKeepItsSchema(argv, written.stdout);
    return { exitCode, ...written };
  } finally {
    for (const give of giveBack) give();
    if (columns) Object.defineProperty(process.stdout, 'columns', columns);
    else Reflect.deleteProperty(process.stdout, 'columns');
  }
}

function run(argv: readonly string[], options: RunInProcess) {
  const { env, locale = 'en-US', stdin = '', signal = new AbortController().signal, alter } = options;
  return runCommandLine({
    argv,
    env,
    locale: () => locale,
    version: '0.0.0-test',
    signal,
    insistence: new Insistence(),
    async compose(given: ComposeOptions) {
      const input = Readable.from([Buffer.from(stdin)]);
      const composed = await compose(given);
      const deps: Deps = {
        ...composed,
        readStdin: (largestMib) => readStdin(input, { ...(largestMib && { largestMib }) }),
        readStdinLine: () => readStdinLine(input),
        desktop: { ...composed.desktop, openBrowsers: async () => [], ...UNTOUCHED },
        // Whatever is typed, nothing is set up on the machine that runs the tests, and nobody is notified.
        ...noReminders(),
      };
      return { ...deps, ...alter?.(deps) };
    },
  });
}

/** A scheduler and a start menu that hold what was installed, and no more. */
export function noReminders(): Pick<Deps, 'scheduler' | 'startMenu' | 'notify'> {
  let [task, entry] = [false, false];
  const scheduler: Awaited<ReturnType<Deps['scheduler']>> = {
    units: async ({ line }) => [{ place: 'task', text: [line.program, ...line.args].join('\n') }],
    async install() {
      task = true;
      return ['task'];
    },
    find: async () => (task ? { places: ['task'], isActive: true } : undefined),
    async remove() {
      const removed = task ? ['task'] : [];
      task = false;
      return removed;
    },
  };
  const startMenu: Awaited<ReturnType<Deps['startMenu']>> = {
    async install() {
      entry = true;
      return 'entry';
    },
    find: async () => (entry ? 'entry' : undefined),
    async remove() {
      const removed = entry ? 'entry' : undefined;
      entry = false;
      return removed;
    },
  };
  return {
    scheduler: async () => scheduler,
    startMenu: async () => startMenu,
    notify: async () => undefined,
  };
}

async function atMost(
  work: Promise<number>,
  argv: readonly string[],
  longestMs = LONGEST_MS,
): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`hangs: ${JSON.stringify(argv)}`)), longestMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
