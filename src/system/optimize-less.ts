import { cachedDataVersionTag } from 'node:v8';
import { holdFlag, NEWEST_V8, setFlag, V8, withUsualFlags } from './v8-flags.ts';

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
const LATER = { name: 'interrupt-budget', ours: 1_081_344, usual: 67_584 };

/**
 * V8 optimizes a function together with what it calls, up to so much bytecode. Of what runs ten thousand times and is over then that
 * costs more than it saves: a sixteenth of `list` with as many certificates on Node 20, a twelfth on 22, nothing on newer ones.
 */
const LESS_INLINED = { name: 'max-inlined-bytecode-size-cumulative', ours: 150, usual: 920 };

/** For what is done for thousands, one after the other. */
export function inlineLess(): void {
  if (V8 === 11 || V8 === 12) holdFlag(LESS_INLINED);
}

/** Node's types know only a part of it. */
interface Engine {
  WebAssembly: { Module: new (octets: Uint8Array) => object };
}

/**
 * Has V8 optimize less: a command is over before that would pay (docs/speed.md). Nothing is set before a command makes WebAssembly, as
 * all do that go to a bank: a module keeps the budget that V8 had when it was made.
 */
export function optimizeLess(): void {
  if (V8 > NEWEST_V8) return;
  const { WebAssembly } = globalThis as typeof globalThis & Engine;
  WebAssembly.Module = new Proxy(WebAssembly.Module, {
    construct(Module, [octets]) {
      try {
        return withUsualFlags(() => withEndlessBudget(() => new Module(octets)));
      } finally {
        if (V8 === 11) holdFlag(LATER);
      }
    },
  });
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
  setFlag('wasm-tiering-budget', octets);
}
