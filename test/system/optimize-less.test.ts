import { cachedDataVersionTag } from 'node:v8';
import { afterAll, expect, test } from 'vitest';
import { inlineLess, optimizeLess } from '../../src/system/optimize-less.ts';
import { releaseFlags, V8, withUsualFlags } from '../../src/system/v8-flags.ts';

const engine = globalThis as typeof globalThis & {
  WebAssembly: { Module: new (octets: Uint8Array) => object };
};
const { Module } = engine.WebAssembly;

afterAll(() => {
  releaseFlags();
  engine.WebAssembly.Module = Module;
});

/** Magic number and version: a module with nothing in it. */
const EMPTY = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00);
const usual = cachedDataVersionTag();

test('until WebAssembly is made the flags of V8 are as they were, or it would take no compiled code', () => {
  optimizeLess();
  expect(cachedDataVersionTag()).toBe(usual);
});

test('what takes compiled code finds them as they were, whatever was made, and whether that failed', () => {
  expect(new engine.WebAssembly.Module(EMPTY)).toBeInstanceOf(Module);
  expect(withUsualFlags(cachedDataVersionTag)).toBe(usual);
  expect(() => new engine.WebAssembly.Module(EMPTY.subarray(1))).toThrow(/magic/);
  expect(withUsualFlags(cachedDataVersionTag)).toBe(usual);
});

test('so it does where less is inlined, as Node 20 and 22 do for thousands', () => {
  releaseFlags();
  inlineLess();
  expect(cachedDataVersionTag() !== usual).toBe(V8 < 13);
  expect(withUsualFlags(cachedDataVersionTag)).toBe(usual);
  releaseFlags();
  expect(cachedDataVersionTag()).toBe(usual);
});
