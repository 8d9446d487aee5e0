// What the benchmarks have in common.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Builds a source tree into a folder of its own, so that work on the tree disturbs nothing. Returns the program. */
export function built(source, folder) {
  mkdirSync(folder);
  for (const name of ['bin', 'package.json']) {
    cpSync(path.join(source, name), path.join(folder, name), { recursive: true });
  }
  execFileSync(process.execPath, [path.join(source, 'scripts/build.mjs'), path.join(folder, 'dist')]);
  return path.join(folder, 'bin/cert-tool.cjs');
}

/** What changes the base: Node 20 reads NODE_EXTRA_CA_CERTS at every start. */
export function environment(home, more = {}) {
  const FOREIGN = /^(CERT_TOOL_.*|NODE_.*|npm_.*|https?_proxy|FORCE_COLOR|LANG|LC_.*)$/i;
  const kept = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  return { ...Object.fromEntries(kept), LANG: 'C.UTF-8', CERT_TOOL_HOME: home, ...more };
}

/** A practice bank that serves in a process of its own. */
export async function startBank(program, home) {
  const child = spawn(process.execPath, [program, 'sandbox', 'start', '--json'], {
    env: environment(home),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const stop = () => {
    child.kill();
    return ended;
  };
  for await (const line of createInterface(child.stdout))
    if (JSON.parse(line).bankUrl) return { home, pid: child.pid, stop };
  throw new Error('the practice bank did not start');
}

export function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
