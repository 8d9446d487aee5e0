import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { type Company, openCompany, secretsInEnvironment } from '../company.ts';
import { type CliResult, homeWithBank, runCli } from '../run.ts';
import { tempFolder } from '../temp-folder.ts';
import type { Cut } from './cuts.ts';
import { diskWith, type History, historyOf, readTree, type Step, writeTree } from './disk.ts';

const RECORDER = fileURLToPath(new URL('../power-cut-recorder.cjs', import.meta.url));

/** The PC whose power is cut, and the bank, whose own disk loses nothing. */
export interface Place {
  readonly home: string;
  readonly company: Company;
}

/** A command, and what holds for it whenever the power is cut. */
export interface Act {
  args(place: Place): readonly string[];
  /** The bank serves EST, too. */
  readonly byEst?: true;
  /** Whose secrets are given. */
  readonly loginId: string;
  /** The data folder is made by the first command that needs it. */
  furnish(place: Place): Promise<void>;
  /** What is so on the disk, before the command runs again. */
  atOnce?(place: Place): Promise<void>;
  /** What is so on the disk once the command has ended. */
  promised(place: Place): Promise<void>;
  /** What is so once it has run again. */
  afterwards(place: Place, next: CliResult): Promise<void>;
}

export interface Recorded {
  readonly history: History;
  /** Runs the command again on the disk of a power cut and judges it. @throws what is broken, with the cut's label */
  replay(cut: Cut): Promise<void>;
  close(): Promise<void>;
}

/** Runs a command once with nothing lost, and writes down what it changes. */
export async function record(act: Act): Promise<Recorded> {
  const [disk, copies] = [tempFolder(), tempFolder()];
  const home = join(disk, 'home');
  const record = join(copies, 'steps.json');
  const dir = join(homeWithBank(), 'sandbox');
  // The bank keeps its address: it is what a PC knows it by.
  const ports = { port: await freePort(), ...(act.byEst && { estPort: await freePort() }) };
  let company = await openCompany(dir, ports);
  await act.furnish({ home, company });
  const before = readTree(disk);
  copyBank(dir, join(copies, '0'));
  const env = { RECORD_IN: disk, RECORD_TO: record, BANK_FOLDER: dir, BANK_COPIES: copies };
  const run = await perform(act, { home, company }, { NODE_OPTIONS: `--require ${RECORDER}`, ...env });
  expect(run.code, run.stdout + run.stderr).toBe(0);
  const steps = JSON.parse(readFileSync(record, 'utf8')) as Step[];
  const history = historyOf(before, steps);
  // Nothing was written that the recorder does not know of.
  const all = diskWith(
    history,
    () => true,
    () => 'whole',
  );
  expect(contents(all)).toEqual(contents(readTree(disk)));
  return {
    history,
    async replay({ label, tree, bank, isOver }) {
      await company.close();
      rmSync(dir, { recursive: true });
      copyBank(join(copies, String(bank)), dir);
      company = await openCompany(dir, ports);
      writeTree(disk, tree);
      const place = { home, company };
      let next: CliResult | undefined;
      try {
        await act.atOnce?.(place);
        if (isOver) await act.promised(place);
        next = await perform(act, place);
        await act.afterwards(place, next);
      } catch (cause) {
        throw new Error(`${label}\n${(cause as Error).message}\n${next?.stdout}${next?.stderr}`, { cause });
      }
    },
    close: () => company.close(),
  };
}

/** Tries these disks, and tells what was broken. @param most how many of the broken ones are enough */
export async function brokenAt(
  { replay }: Recorded,
  cuts: readonly Cut[],
  most = Number.POSITIVE_INFINITY,
): Promise<string[]> {
  const broken: string[] = [];
  for (const cut of cuts) {
    if (broken.length >= most) break;
    await replay(cut).catch((error: Error) => broken.push(error.message));
  }
  return broken;
}

function perform({ args, loginId }: Act, place: Place, more: NodeJS.ProcessEnv = {}) {
  const env = { ...place.company.env, ...secretsInEnvironment(loginId), ...more };
  return runCli(place.home, [...args(place), '--json', '--no-input'], { env });
}

/** Without what only the process means that runs the bank. */
function copyBank(from: string, to: string): void {
  cpSync(from, to, {
    recursive: true,
    filter: (path) => !/\/(lock|bank\.sqlite\.lock|endpoint\.json)(\/|$)/.test(path.slice(from.length)),
  });
  if (!existsSync(to)) throw new Error(`no answer of the bank was seen: ${from}`);
}

function contents(tree: ReturnType<typeof readTree>): Record<string, string | undefined> {
  return Object.fromEntries([...tree].map(([path, { data }]) => [path, data?.toString('base64')]));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
