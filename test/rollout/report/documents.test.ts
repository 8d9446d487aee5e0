import { expect, test } from 'vitest';
import { documentsIn } from '../../../src/rollout/report/documents.ts';

const read = (text: string) => [...documentsIn(text)];
const [one, two] = [
  { ok: true, n: 1 },
  { ok: false, n: { m: [2] } },
];

test.each<[string, string]>([
  ['JSON lines', `${JSON.stringify(one)}\n${JSON.stringify(two)}\n`],
  ['Windows’ line ends, blank lines', `\r\n${JSON.stringify(one)}\r\n\r\n${JSON.stringify(two)}`],
  ['files that were joined, each with its mark', `${JSON.stringify(one)}\n\uFEFF${JSON.stringify(two)}`],
  ['written with an indent', `${JSON.stringify(one, null, 2)}\n${JSON.stringify(two, null, 4)}\n`],
  ['an array, as PowerShell makes it', JSON.stringify([one, two])],
  ['an array with an indent', JSON.stringify([one, two], null, 2)],
])('%s', (_, text) => {
  expect(read(text).map(({ value }) => value)).toEqual([one, two]);
});

test('what was torn apart is told by its line, and spoils no other', () => {
  const whole = JSON.stringify(one);
  expect(read(`${whole}\n${whole.slice(0, 8)}\n${whole}`)).toEqual([
    { line: 1, value: one },
    { line: 2 },
    { line: 3, value: one },
  ]);
  expect(read(`{\n  "ok": true,\n${whole}`)).toEqual([{ line: 1 }, { line: 2 }, { line: 3, value: one }]);
  expect(read(`${JSON.stringify(one, null, 2)}\n${whole.slice(0, 5)}`)).toEqual([
    { line: 1, value: one },
    { line: 5 },
  ]);
  expect(read('')).toEqual([]);
});

test('many that begin and do not end take no time', () => {
  const many = '{\n'.repeat(50_000);
  expect(read(many)).toHaveLength(50_000);
  expect(read(`${many}}\n${JSON.stringify(one, null, 2)}`).at(-1)?.value).toEqual(one);
});
