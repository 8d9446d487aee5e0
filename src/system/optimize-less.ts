import { setFlagsFromString } from 'node:v8';

/** That knows the flags; a newer one could say on stderr that it does not. */
const NEWEST_V8 = 14;
/**
 * WebAssembly is compiled once, quickly, and not a second time, optimized. undici's parser of HTTP is nearly one
 * function: optimizing it takes 110 ms of a processor and 42 MB, for a dozen answers that are parsed before it is done.
 * The practice bank's SQLite is no slower for 2,000 users.
 */
const WEB_ASSEMBLY = ['--no-wasm-dynamic-tiering', '--no-wasm-tier-up'];
/**
 * What Node 20's V8 optimizes after 66 KB of its bytecode have run, a sixth of `issue --sandbox` on a second processor,
 * it optimizes after 1 MB: what goes on for long has reached that soon.
 */
const LATER = '--interrupt-budget=1081344';

/**
 * Has V8 optimize less: a command is over before that would pay (docs/speed.md). These flags are looked at each time, so
 * that they may be set in a running program; those of the heap may not. To be called before anything is compiled: V8
 * takes compiled code only where its flags are the same, and WebAssembly keeps those that it was made with.
 */
export function optimizeLess(): void {
  const version = Number.parseInt(process.versions.v8, 10);
  if (version > NEWEST_V8) return;
  for (const flag of version === 11 ? [...WEB_ASSEMBLY, LATER] : WEB_ASSEMBLY) setFlagsFromString(flag);
}
