import { readFileSync } from 'node:fs';
import { join, posix, resolve, win32 } from 'node:path';
import { Script } from 'node:vm';
import type { MainOptions } from './main.ts';
import { type CodeCache, codeCache, shipCode } from './system/code-cache.ts';
import { optimizeLess } from './system/optimize-less.ts';
import { HOME_VARIABLE, homeFolder, isWholePath, usualFolders } from './system/usual-folders.ts';
import { withUsualFlags } from './system/v8-flags.ts';

/** Put in by the build: SHA-256 of the program's larger files. */
declare const FILE_HASHES: Readonly<Record<string, string>>;

export interface StartOptions extends Pick<MainOptions, 'argv'> {
  /** Of the program's files. */
  readonly folder: string;
  /** That of who starts it, for Node's own modules and packages beside: making one loads half of Node's loader. */
  readonly require: (name: string) => unknown;
  /** What is compiled is kept beside them once it ends: a part of the build. */
  readonly ships?: boolean;
}

/**
 * Starts the program by what was compiled before, where that is kept (system/code-cache.ts): the first thing that the
 * package runs. The executable starts by another file.
 */
export function start(version: string, { argv, ships = false, ...options }: StartOptions): Promise<void> {
  optimizeLess();
  const folder = resolve(options.folder);
  const shipped = join(folder, 'code');
  const code = codeCache({ shipped, own: ownFolder, hashes: FILE_HASHES });
  const scripts = new Map<string, Script>();
  const load = loaderOf({ folder, ships, require: options.require }, code, scripts);
  process.once('exit', () =>
    withUsualFlags(() => (ships ? shipCode(shipped, FILE_HASHES, scripts) : code.keep())),
  );
  const { main } = load('./cert-tool.cjs') as typeof import('./main.ts');
  return main(version, { ...(argv && { argv }), notes: code.unused });
}

type Load = (name: string) => unknown;

/** A `require` for the program's files, each of which it runs once. */
function loaderOf(
  { folder, ships, require: others }: Pick<StartOptions, 'folder' | 'ships' | 'require'>,
  code: CodeCache,
  scripts: Map<string, Script>,
): Load {
  const loaded = new Map<string, { exports: unknown }>();
  const load: Load = (name) => {
    if (!name.startsWith('./')) return withUsualFlags(() => others(name));
    const known = loaded.get(name);
    if (known) return known.exports;
    const file = name.slice('./'.length);
    const path = join(folder, file);
    // What is shipped is what one command alone compiles: more takes longer to read than it saves.
    const cachedData = ships ? undefined : code.read(file);
    // Wrapped as Node wraps CommonJS, and plain ASCII: nothing is to be decoded or copied.
    const source = readFileSync(path, 'latin1');
    // Its name is kept with what is compiled, and must not tell where that was built.
    const options = { filename: `cert-tool/${file}`, ...(cachedData && { cachedData }) };
    const script = withUsualFlags(() => new Script(source, options));
    code.loaded(file, script);
    scripts.set(file, script);
    const module = { exports: {} };
    loaded.set(name, module);
    script.runInThisContext().call(module.exports, module.exports, load, module, path, folder);
    return module.exports;
  };
  return load;
}

/** In the data folder, as system/paths.ts finds it; a home that is none is told there. */
function ownFolder(): string {
  const { env, platform } = process;
  const home = env[HOME_VARIABLE];
  const data = home && isWholePath(platform, home) ? home : usualFolders(platform, env, homeFolder()).data;
  return (platform === 'win32' ? win32 : posix).join(data, 'code');
}
