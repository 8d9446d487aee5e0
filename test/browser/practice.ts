import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { nssPrograms } from '../../src/system/programs.ts';
import { homeWithBank, runCli, startCli } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';

export interface Practice {
  readonly portalUrl: string;
  /** The CERT_TOOL_HOME of the practice bank and of all users. */
  readonly bankHome: string;
  /** The home of a user whose browsers trust the practice bank's TLS. */
  newHome(): string;
  /** Has the browser of an NSS database that is there trust it. */
  trustIn(database: string): void;
  /** Runs the program with `--json` for the user of a home. */
  certTool(home: string, ...args: string[]): Promise<Record<string, unknown> & { code: number | null }>;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** `sandbox start` in a process of its own, its date so many days back. */
export async function startPractice(daysBack: number): Promise<Practice> {
  const bankHome = homeWithBank();
  const clock = new Date(Date.now() - daysBack * DAY_MS).toISOString();
  expect((await runCli(bankHome, ['sandbox', 'clock', clock])).code).toBe(0);
  const started = startCli(bankHome, ['sandbox', 'start', '--json', '--port', '0', '--portal-port', '0']);
  const { portalUrl, caFile } = JSON.parse(await started.firstLine) as Record<'portalUrl' | 'caFile', string>;
  return {
    portalUrl,
    bankHome,
    newHome: () => newHome(caFile),
    trustIn: (database) => trustIn(database, caFile),
    async certTool(home, ...args) {
      const { code, stdout, stderr } = await runCli(bankHome, [...args, '--json'], { env: { HOME: home } });
      expect(stdout, stderr).toMatch(/^\{/);
      return { ...(JSON.parse(stdout) as object), code };
    },
  };
}

function newHome(caFile: string): string {
  const home = tempFolder();
  const database = join(home, '.pki', 'nssdb');
  mkdirSync(database, { recursive: true, mode: 0o700 });
  certutil(database, '-N', '--empty-password');
  trustIn(database, caFile);
  return home;
}

function trustIn(database: string, caFile: string): void {
  certutil(database, '-A', '-n', 'practice bank TLS', '-t', 'C,,', '-i', caFile);
}

function certutil(database: string, ...args: string[]): void {
  execFileSync(nssPrograms()?.certutil ?? '', [...args, '-d', `sql:${database}`]);
}
