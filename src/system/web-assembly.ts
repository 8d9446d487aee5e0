import { setFlagsFromString } from 'node:v8';

/** That know these flags; a newer one could say on stderr that it does not. */
const NEWEST_V8 = 14;
const FLAGS = ['--no-wasm-dynamic-tiering', '--no-wasm-tier-up'];

/**
 * Has V8 compile WebAssembly once, quickly, and not a second time, optimized, what has run some time. undici's parser of
 * HTTP is nearly one function: optimizing it takes 110 ms of a processor and 42 MB, for a dozen answers that are parsed
 * before it is done. The practice bank's SQLite is no slower for 2,000 users (docs/speed.md).
 *
 * To be called before anything is compiled: V8 takes compiled code only where its flags are the same, and WebAssembly
 * keeps those it was made with.
 */
export function compileWebAssemblyOnce(): void {
  if (Number.parseInt(process.versions.v8, 10) > NEWEST_V8) return;
  for (const flag of FLAGS) setFlagsFromString(flag);
}
