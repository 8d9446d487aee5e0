import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment } from '../support/environment.ts';
import type { CliOptions, CliResult } from '../support/run.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

/** What `scripts/wine.mjs` prepares. */
const prepared = fileURLToPath(new URL('../../node_modules/.cache/wine', import.meta.url));

/** Windows' Node. */
export const nodeExe = join(prepared, 'node/bin/node.exe');
const basePrefix = join(prepared, 'prefix');
const loader = ['/usr/lib/wine/wine64', '/usr/bin/wine64', '/usr/bin/wine'].find((path) => existsSync(path));

/** Why there is nothing to test with; undefined when there is. */
export const wineMissing = !loader
  ? 'Wine is not installed'
  : existsSync(basePrefix) && existsSync(nodeExe)
    ? undefined
    : 'run "node scripts/wine.mjs"';

if (wineMissing) process.stderr.write(`Tests under Wine are skipped: ${wineMissing}.\n`);

/** For the names of tests: why they are skipped. */
export const WINE_ONLY = wineMissing ? ` (needs Wine, skipped: ${wineMissing})` : '';

/** Windows' PowerShell 7 and the .NET that it runs on. */
export const pwshExe = join(prepared, 'powershell/pwsh/pwsh.exe');

/** Why nothing can be tested with it. */
export const pwshMissing = wineMissing ?? absent(pwshExe, 'the .NET SDK 10 brings it');

/** .NET starts from `mscoree`, which Wine's programs do without. */
export const DOTNET: NodeJS.ProcessEnv = {
  DOTNET_ROOT: windowsPath(join(prepared, 'powershell/dotnet')),
  DOTNET_TieredPGO: '0',
  // Before it collects anything, 256 MB: as it lets go of a certificate with a key it ends in Wine's ncrypt. How soon it
  // would collect is told by the processor's cache.
  DOTNET_GCgen0size: '0x10000000',
  WINEDLLOVERRIDES: 'mshtml=',
};

const locales = join(prepared, 'locale');

/** Why there is no Japanese Windows. */
export const japaneseMissing = wineMissing ?? absent(locales, "Debian's package locales brings it");

/** A Windows in Japanese, of an account with a Japanese name: code page 932. */
export const JAPANESE = { LOCPATH: locales, LC_ALL: 'ja_JP.UTF-8', USER: '山田 太郎' };

function absent(path: string, remedy: string): string | undefined {
  return existsSync(path) ? undefined : `run "node scripts/wine.mjs"; ${remedy}`;
}

/** A Windows PC of its own: registry, certificate stores and user folder. */
export interface WindowsPc {
  /** A folder of the PC's, as Linux knows it. */
  readonly folder: string;
  /** Wine's loader, which starts programs, and the environment for it. */
  readonly loader: string;
  readonly env: NodeJS.ProcessEnv;
  /**
   * Runs a program, stdin, stdout and stderr being files: Windows programs cannot use the pipes of Linux.
   * @param program a Linux path
   */
  run(program: string, args: readonly string[], options?: CliOptions): Promise<CliResult>;
  /** Starts a program that needs no stdin and no stdout. */
  start(program: string, args: readonly string[], env?: NodeJS.ProcessEnv): ChildProcess;
  /** Ends all that runs there and removes the PC. */
  dispose(): Promise<void>;
}

/** How a Windows program names a file of Linux. */
export function windowsPath(path: string): string {
  return `Z:${path.replaceAll('/', '\\')}`;
}

/** Makes a PC by cloning the registry of the prepared one; Windows' own files are shared. */
export async function makeWindowsPc(): Promise<WindowsPc> {
  const folder = makeTempFolder();
  const prefix = join(folder, 'prefix');
  mkdirSync(join(prefix, 'drive_c'), { recursive: true });
  for (const name of readdirSync(basePrefix).filter((each) => each !== 'drive_c')) copy(name);
  for (const name of readdirSync(join(basePrefix, 'drive_c')).filter((each) => each !== 'windows')) {
    copy(join('drive_c', name));
  }
  symlinkSync(join(basePrefix, 'drive_c/windows'), join(prefix, 'drive_c/windows'));
  // Where a script in the folder finds koffi for Windows.
  symlinkSync(join(prepared, 'node_modules'), join(folder, 'node_modules'));
  function copy(name: string): void {
    cpSync(join(basePrefix, name), join(prefix, name), { recursive: true, verbatimSymlinks: true });
  }
  const environment = (env: NodeJS.ProcessEnv = {}) => ({ ...environmentOf(prefix), ...env });
  // Stays for as long as the PC does, which saves its start for each program.
  execFileSync(wineserver(), ['-p'], { env: environment(), stdio: 'ignore' });
  const start = (program: string, args: readonly string[], env?: NodeJS.ProcessEnv) =>
    spawn(loader ?? '', [program, ...args], { env: environment(env), stdio: 'ignore', cwd: folder });
  return {
    folder,
    loader: loader ?? '',
    env: environment(),
    start,
    run: (program, args, options) =>
      runWithFiles(folder, program, args, { ...options, env: environment(options?.env) }),
    async dispose() {
      const server = spawn(wineserver(), ['-k'], { env: environment(), stdio: 'ignore' });
      await once(server, 'close');
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function wineserver(): string {
  return join(dirname(loader ?? ''), 'wineserver');
}

/** Wine gives its programs the folders of a Windows user by itself. */
function environmentOf(prefix: string): NodeJS.ProcessEnv {
  const own = ['USERPROFILE', 'APPDATA', 'LOCALAPPDATA', 'CERT_TOOL_HOME'];
  const env = Object.entries(cleanEnvironment(prefix)).filter(([name]) => !own.includes(name));
  return {
    ...Object.fromEntries(env),
    WINEPREFIX: prefix,
    WINEDEBUG: '-all',
    WINEDLLOVERRIDES: 'mscoree,mshtml=',
    NODE_PATH: windowsPath(join(prepared, 'node_modules')),
  };
}

let runs = 0;

async function runWithFiles(
  folder: string,
  program: string,
  args: readonly string[],
  { input = '', env }: CliOptions,
): Promise<CliResult> {
  runs += 1;
  const file = (name: string) => join(folder, `${runs}-${name}`);
  const [stdin, stdout, stderr] = [file('stdin'), file('stdout'), file('stderr')];
  writeFileSync(stdin, input);
  const descriptors = [openSync(stdin, 'r'), openSync(stdout, 'w'), openSync(stderr, 'w')];
  const child = spawn(loader ?? '', [program, ...args], { env, stdio: descriptors, cwd: folder });
  for (const descriptor of descriptors) closeSync(descriptor);
  const [code, signal] = await once(child, 'close');
  return { code, signal, stdout: readFileSync(stdout, 'utf8'), stderr: readFileSync(stderr, 'utf8') };
}
