import { basename } from 'node:path';

/** This program, as others start it. */
export interface OwnProgram {
  /** Its absolute path: the single executable, or Node. */
  readonly program: string;
  /** What comes before the words of the command line: Node wants its script. */
  readonly args: readonly string[];
  /** It lies in the cache of npx, which clears it away one day. */
  readonly isCached: boolean;
}

/** The single executable that runs; undefined where Node runs a package. */
export function ownExecutable(): string | undefined {
  return /^(node|bun|deno)(\.exe)?$/i.test(basename(process.execPath)) ? undefined : process.execPath;
}

/** @param script the file that was started, by default this process' */
export function ownProgram(script = process.argv[1] ?? ''): OwnProgram {
  const executable = ownExecutable();
  if (executable !== undefined) return { program: executable, args: [], isCached: false };
  const isCached = script.replaceAll('\\', '/').includes('/_npx/');
  return { program: process.execPath, args: [script], isCached };
}
