import { cachedDataVersionTag, setFlagsFromString } from 'node:v8';

/** That knows the flags; a newer one could say on stderr that it does not. */
const NEWEST_V8 = 14;
const V8 = Number.parseInt(process.versions.v8, 10);

/**
 * A function of WebAssembly is optimized once this is spent, roughly in octets run: never. undici's parser of HTTP is nearly
 * one function: optimizing it takes 110 ms of a processor and 42 MB, for a dozen answers that are parsed before it is done.
 * The practice bank's SQLite is no slower for 2,000 users.
 */
const ENDLESS = 2 ** 31 - 1;
/** V8's own: of Node 20, and since Node 22. */
const USUAL = [1_800_000, 13_000_000];

/**
 * What Node 20's V8 optimizes after 66 KB of its bytecode have run, a sixth of `issue --sandbox` on a second processor,
 * it optimizes after 1 MB: what goes on for long has reached that soon.
 */
const LATER = '--interrupt-budget=1081344';
const AS_USUAL = '--interrupt-budget=67584';

/** Node's types know only a part of it. */
interface Engine {
  WebAssembly: { Module: new (octets: Uint8Array) => object };
}

let isLater = false;

/**
 * Has V8 optimize less: a command is over before that would pay (docs/speed.md). These flags are looked at each time, so
 * that they may be set in a running program; those of the heap may not.
 *
 * V8 takes compiled code, Node's own as well, only where its flags are those that it was compiled with. So nothing is set
 * before a command makes WebAssembly, as all do that go to a bank: a module keeps the budget that V8 had when it was made, and
 * whatever is compiled later is loaded by `withUsualFlags`.
 */
export function optimizeLess(): void {
  if (V8 > NEWEST_V8) return;
  const { WebAssembly } = globalThis as typeof globalThis & Engine;
  WebAssembly.Module = new Proxy(WebAssembly.Module, {
    construct: (Module, [octets]) => withUsualFlags(() => withEndlessBudget(() => new Module(octets)), true),
  });
}

/** Does what takes compiled code. */
export function withUsualFlags<T>(work: () => T, laterFromNowOn = isLater): T {
  if (isLater) setFlagsFromString(AS_USUAL);
  try {
    return work();
  } finally {
    isLater = laterFromNowOn && V8 === 11;
    if (isLater) setFlagsFromString(LATER);
  }
}

function withEndlessBudget<T>(work: () => T): T {
  const flags = cachedDataVersionTag();
  setBudget(ENDLESS);
  try {
    return work();
  } finally {
    // V8 does not tell what a flag was, but whether they are all as they were. With another one nothing is wrong but the time.
    for (const budget of USUAL) {
      if (cachedDataVersionTag() !== flags) setBudget(budget);
    }
  }
}

function setBudget(octets: number): void {
  setFlagsFromString(`--wasm-tiering-budget=${octets}`);
}
