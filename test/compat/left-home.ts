import { chmodSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../src/system/clock.ts';
import { storeOf } from '../support/company.ts';
import { filesIn } from '../support/folder-bytes.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { tempFolder } from '../support/temp-folder.ts';

/**
 * The builds whose folders are kept in test/data/, each with what its README tells, and the practice bank's date when
 * they were made.
 */
export const BUILDS = [{ build: '9404e14', date: new Date('2026-06-01T01:00:00Z') }] as const;

export type Build = (typeof BUILDS)[number];

const DATA = fileURLToPath(new URL('../data/', import.meta.url));
/** Stands for the folder that the data is in; what follows, up to the end of a JSON string, is a path in it. */
const PLACEHOLDER = /@HOME@([^"]*)/g;
const WITH_PATHS = ['journal', 'config.json'];

/** A CERT_TOOL_HOME as the build left it, on the day on which it was left. */
export function leftHome(build: Build): string {
  const home = copyOf(build, 'home');
  setDate(home, build.date);
  return home;
}

/** One of the folders that the build left, in a folder of the test's own and for its user alone. */
export function copyOf({ build }: Pick<Build, 'build'>, name: string): string {
  const folder = join(tempFolder(), name);
  cpSync(join(DATA, build, name), folder, { recursive: true });
  chmodSync(folder, 0o700);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o700 : 0o600);
  }
  for (const path of WITH_PATHS.flatMap((each) => filesIn(folder).filter((file) => file.startsWith(each)))) {
    const file = join(folder, path);
    const text = readFileSync(file, 'utf8').replace(PLACEHOLDER, (_, rest: string) =>
      quoted(join(folder, rest)),
    );
    writeFileSync(file, text);
  }
  return folder;
}

/** Sets the practice bank's date, which is kept as the distance from the real one. */
export function setDate(home: string, date: Date): void {
  const offsetMs = date.getTime() - systemClock().getTime();
  writeFileSync(join(home, 'sandbox', 'clock.json'), JSON.stringify({ offsetMs }));
}

/** Runs a command at the practice bank of this home, without a terminal; with its JSON document. */
export async function runAt(home: string, argv: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const result = await runInProcess([...argv, '--json', '--lang', 'en'], {
    env: { CERT_TOOL_HOME: home, HOME: home, CERT_TOOL_SANDBOX: '1', CERT_TOOL_NO_INPUT: '1', ...env },
  });
  return { ...result, document: JSON.parse(result.stdout) };
}

/** Login ID and sequence of the certificates in the file store. */
export async function namesHere(home: string): Promise<string[]> {
  return (await storeOf(home).list()).map(({ commonName }) => commonName.slice(0, -21)).sort();
}

function quoted(path: string): string {
  return JSON.stringify(path).slice(1, -1);
}
