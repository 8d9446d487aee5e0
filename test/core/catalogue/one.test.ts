import { expect, test } from 'vitest';
import { catalogue, type ErrorName } from '../../../src/core/catalogue/index.ts';
import { entriesInTurn, entryOf } from '../../../src/core/catalogue/one.ts';
import { rehearsals } from '../../../src/core/catalogue/rehearsals/index.ts';
import { rehearsalOf } from '../../../src/core/catalogue/rehearsals/one.ts';
import { exitCodeOfEntry, findEntry } from '../../../src/core/error.ts';

const NAMES = Object.keys(catalogue) as ErrorName[];

test('each entry is found without the others', () => {
  for (const name of NAMES) {
    expect(entryOf(name)).toBe(catalogue[name]);
    expect(rehearsalOf(name)).toBe(rehearsals[name]);
  }
});

test('whichever table is looked into first, all entries are met', () => {
  for (const exitCode of [0, 3, 12, Number.NaN]) {
    expect(new Map(entriesInTurn(exitCode))).toEqual(new Map(Object.entries(catalogue)));
  }
});

test('a code is mostly found in the tables that are looked into first', () => {
  const early = NAMES.filter((name) => {
    const inTurn = entriesInTurn(exitCodeOfEntry(catalogue[name]));
    return [...inTurn].findIndex(([each]) => each === name) < 40;
  });
  expect(early.length / NAMES.length).toBeGreaterThan(0.8);
  for (const name of NAMES)
    expect(findEntry(catalogue[name].code)).toMatchObject({ name, entry: catalogue[name] });
});
