import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { CertificateStore } from '../../../src/core/ports/store.ts';
import { type Records, type Runner, STORE_OPERATIONS, type Subject } from './records.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const RECORDS = fileURLToPath(new URL('./records.json', import.meta.url));

/** Writes down what a test file has run, one for a file; docs/windows-truth.md is made of that. */
export interface Recorder {
  /** The same store, whose operations are noted when they have done something. */
  store<Store extends CertificateStore>(store: Store): Store;
  /** Notes what is no operation of a store. */
  note(operation: string): void;
  /** The file's last test: the page tells just what has run. With RECORD=1 the records are written instead. */
  check(): void;
}

/** @param runner what really did the work */
export function recorder(subject: Subject, runner: Runner): Recorder {
  const ran = new Set<string>();
  /** Ids and thumbprints that were there: an operation without a result has done something only to one of these. */
  const known = new Set<unknown>();
  const noteCall = (operation: string, first: unknown, result: unknown) => {
    for (const { id, thumbprint } of [result].flat().filter(isObject)) known.add(id).add(thumbprint);
    const did = result === undefined ? known.has(first) : !Array.isArray(result) || result.length > 0;
    if (did) ran.add(operation);
  };
  return {
    note: (operation) => void ran.add(operation),
    store: (store) =>
      new Proxy(store, {
        get(target, name) {
          const member: unknown = Reflect.get(target, name);
          if (typeof member !== 'function' || !isOperation(name)) return member;
          return async (...args: unknown[]) => {
            const result: unknown = await member(...args);
            noteCall(name, args[0], result);
            return result;
          };
        },
      }),
    check() {
      test('docs/windows-truth.md tells just what has run here', () => {
        const file = relative(root, expect.getState().testPath ?? '').replaceAll('\\', '/');
        const now = { subject, runner, operations: [...ran].sort() };
        const records = JSON.parse(readFileSync(RECORDS, 'utf8')) as Records;
        if (process.env['RECORD'] !== '1') return expect(records[file]).toEqual(now);
        const all = Object.entries({ ...records, [file]: now }).sort(([a], [b]) => (a < b ? -1 : 1));
        writeFileSync(RECORDS, `${JSON.stringify(Object.fromEntries(all), undefined, 2)}\n`);
      });
    },
  };
}

function isObject(value: unknown): value is { id?: unknown; thumbprint?: unknown } {
  return typeof value === 'object' && value !== null;
}

function isOperation(name: PropertyKey): name is (typeof STORE_OPERATIONS)[number] {
  return (STORE_OPERATIONS as readonly PropertyKey[]).includes(name);
}
