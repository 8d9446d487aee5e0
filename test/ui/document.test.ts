import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { JsonText } from '../../src/core/json-text.ts';
import { asciiJson } from '../../src/core/text.ts';
import { createSheet } from '../../src/ui/document.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** What is written of a document, write by write. */
function writesOf(document: object): string[] {
  const writes: string[] = [];
  const spied = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    writes.push(String(text));
    return true;
  });
  const sheet = createSheet();
  sheet.set(document);
  sheet.write();
  spied.mockRestore();
  return writes;
}

describe('a document is written as JSON would have it as a whole', () => {
  test('whatever it holds', () => {
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constant(undefined),
      fc.array(fc.constantFrom(undefined, null, 'あ', 1)),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value), (document) => {
        expect(writesOf(document).join('')).toBe(`${asciiJson(document)}\n`);
      }),
    );
  });

  test('of thousands of results as well, in pieces that need little memory', () => {
    const results = Array.from({ length: 2000 }, (_, row) => ({ row, message: '発行しました'.repeat(20) }));
    const document = { ok: true, results, error: { code: 'CT-9001' } };
    const writes = writesOf({ ...document, results: results.map((result) => new JsonText(result)) });
    expect(writes.join('')).toBe(`${asciiJson(document)}\n`);
    expect(writes.length).toBeGreaterThan(10);
    expect(Math.max(...writes.map(({ length }) => length))).toBeLessThan(100_000);
  });
});
