import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { installFromBank } from '../../enrollment/support.ts';
import { type Company, secretsInEnvironment } from '../company.ts';
import { runInProcess } from '../run-in-process.ts';
import { tempFolder } from '../temp-folder.ts';
import type { Issued } from '../test-ca.ts';
import { ODD_KINDS } from './kinds.ts';
import { makeOdd } from './maker.ts';
import type { Place } from './places.ts';
import { MAKERS } from './programs.ts';

type Kinds = Readonly<Record<string, (folder: string) => Issued>>;

/** Of a command: a store's programs remove a hundred certificates one by one. */
const LONGEST_RUN_MS = 120_000;
/** Of a test. */
export const LONGEST_MS = 480_000;
const MADE_HERE: Kinds = Object.fromEntries(
  Object.entries(ODD_KINDS).map(([name, odd]) => [name, () => makeOdd(name, odd())]),
);
const there = MAKERS.filter(({ runs }) => runs);
const missing = MAKERS.filter(({ runs }) => !runs);
const MADE_BY_PROGRAMS: Kinds = Object.fromEntries(
  there.flatMap(({ name, kinds }) =>
    Object.entries(kinds).map(([kind, make]) => [`${name.replace(/\W/g, '')}-${kind}`, make]),
  ),
);
const SKIPPED = missing.length > 0 ? `; skipped, for they are missing: ${namesOf(missing)}` : '';
/** Certificates of others, by who has made them. */
export const SETS = [
  { by: 'octet by octet', kinds: MADE_HERE },
  { by: `by ${namesOf(there)}${SKIPPED}`, kinds: MADE_BY_PROGRAMS },
];

function namesOf(named: readonly { readonly name: string }[]): string {
  return named.map(({ name }) => name).join(', ');
}

/**
 * Lists, checks, renews, retires and removes where one certificate of the bank's stands beside certificates of others: no command
 * stops at them, and none takes one for another.
 */
export async function goOnBeside(company: Company, place: Place, kinds: Kinds): Promise<void> {
  const pc = await pcWith(company, place, kinds);
  const { owner, run } = pc;
  const foreign = await pc.others();
  expect(foreign.length).toBeGreaterThan(Object.keys(kinds).length / 2);

  expect((await run(['list'])).exitCode).toBe(0);
  const checked = await run(['list', '--all', '--check']);
  expect(checked.document.certificates).toHaveLength(foreign.length + 1);
  expect(find(checked, owner)).toMatchObject({ loginId: owner, keyUsable: true });

  const renewed = await run(['renew', owner], secretsInEnvironment(owner));
  expect(renewed).toMatchObject({ exitCode: 0, document: { outcome: 'renewed' } });
  expect(await pc.others()).toEqual(foreign);
  expect(find(await run(['list', '--check']), owner)).toMatchObject({ keyUsable: true });

  const retired = await run(['retire', '--yes'], secretsInEnvironment(owner));
  expect(retired.exitCode, JSON.stringify(retired.document)).toBe(0);
  expect(await pc.all()).toEqual(foreign);

  const removed = await run(['remove', ...foreign, '--yes']);
  expect(removed.exitCode, JSON.stringify(removed.document)).toBe(0);
  expect(await pc.all()).toEqual([]);
}

interface Listed {
  readonly loginId: string | null;
  readonly thumbprint: string;
}

interface Ran {
  readonly exitCode: number;
  readonly document: { readonly certificates?: readonly Listed[]; readonly outcome?: string };
}

const made = new Map<Kinds[string], Issued>();

/** Each is made once, for all stores. */
function issuedBy(make: Kinds[string]): Issued {
  const folder = join(tempFolder(), 'made');
  mkdirSync(folder);
  const issued = made.get(make) ?? make(folder);
  made.set(make, issued);
  return issued;
}

/** Holds one certificate of the bank's, which is due, and those of others that the store's own programs take. */
async function pcWith(company: Company, place: Place, kinds: Kinds) {
  const home = tempFolder();
  const [owner = ''] = await company.addUnnamed({ role: 'administrator', state: 'renewable' });
  const store = place.open(home);
  onTestFinished(() => store.close?.());
  await installFromBank(company.dir, store, owner);
  for (const [name, make] of Object.entries(kinds)) await place.put(home, name, issuedBy(make));
  const run = async (argv: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> => {
    const { exitCode, stdout, stderr } = await runInProcess([...argv, ...company.args, '--json'], {
      env: { CERT_TOOL_HOME: home, CERT_TOOL_NO_INPUT: '1', ...env },
      longestMs: LONGEST_RUN_MS,
      alter: () => ({ store: async () => store }),
    });
    expect(stdout + stderr, argv.join(' ')).not.toContain('CT-1001');
    return { exitCode, document: JSON.parse(stdout) };
  };
  const listed = async () => (await run(['list', '--all'])).document.certificates ?? [];
  const named = (those: readonly Listed[]) => those.map(({ thumbprint }) => thumbprint).sort();
  return {
    owner,
    run,
    all: async () => named(await listed()),
    others: async () => named((await listed()).filter(({ loginId }) => loginId !== owner)),
  };
}

function find({ document }: Ran, loginId: string): Listed | undefined {
  return document.certificates?.find((each) => each.loginId === loginId);
}
