import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { CertificateStore } from '../../src/core/ports/store.ts';
import { nssPrograms } from '../../src/system/programs.ts';
import { createCertutilStore } from '../../src/winstore/certutil/store.ts';
import { createNssStore } from '../../src/winstore/nss/store.ts';
import { createPowerShellStore } from '../../src/winstore/powershell/store.ts';
import { anyPowerShell } from '../support/pwsh.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** The commands over each store that runs here: issue, list, the checks of monitoring, remove. */
const onPosix = process.platform !== 'win32';
const standIn = fileURLToPath(new URL('../winstore/certutil/stand-in.mjs', import.meta.url));
const programs = nssPrograms();

interface Case {
  readonly name: string;
  readonly runs: boolean;
  readonly canSign: boolean;
  open(home: string): CertificateStore & { close?(): Promise<void> };
}

const CASES: readonly Case[] = [
  {
    name: "powershell (PowerShell 7 over .NET's store of files; needs pwsh)",
    runs: onPosix && anyPowerShell !== undefined,
    canSign: true,
    open: (home) =>
      createPowerShellStore({
        program: anyPowerShell ?? '',
        pendingDir: join(home, 'pending-keys', 'powershell'),
        env: { ...process.env, HOME: home },
      }),
  },
  {
    name: 'certutil (a stand-in that answers in Japanese)',
    runs: onPosix,
    canSign: false,
    open: (home) =>
      createCertutilStore({
        program: standIn,
        pendingDir: join(home, 'pending-keys', 'certutil'),
        env: { PATH: process.env['PATH'], STAND_IN_STORE: join(home, 'windows'), STAND_IN_LANGUAGE: 'ja' },
        release: '10.0.22631',
      }),
  },
  {
    name: "nss (needs NSS's certutil and pk12util)",
    runs: programs !== undefined,
    canSign: true,
    open: (home) =>
      createNssStore({
        database: join(home, '.pki', 'nssdb'),
        pendingDir: join(home, 'pending-keys', 'nss'),
        programs,
        env: process.env,
      }),
  },
];

describe.each(CASES)('over the store $name', ({ runs, canSign, open }) => {
  test.skipIf(!runs)(
    'issue, list, remove',
    async () => {
      const home = tempFolder();
      const store = open(home);
      const run = (argv: readonly string[]) =>
        runInProcess([...argv, '--sandbox', '--json', '--lang', 'en'], {
          env: { CERT_TOOL_HOME: home, CERT_TOOL_NO_INPUT: '1' },
          alter: () => ({ store: async () => store }),
        });
      const issued = await run(['issue', 'jirodt']);
      expect(issued.exitCode, issued.stdout).toBe(0);
      const warnings = canSign ? [] : [{ code: 'CT-0002', name: 'confirm-by-login' }];
      expect(JSON.parse(issued.stdout)).toMatchObject({ outcome: 'issued', warnings });
      expect(JSON.parse((await run(['issue', 'jirodt'])).stdout)).toMatchObject({ outcome: 'already-valid' });
      const listed = await run(['list', '--check']);
      expect(listed.exitCode, listed.stdout).toBe(0);
      expect(JSON.parse(listed.stdout).certificates).toMatchObject([
        { loginId: 'jirodt', hasPrivateKey: true, ...(canSign ? { keyUsable: true } : {}) },
      ]);

      const superseded = await run(['remove', '--superseded', '--yes']);
      expect(superseded.exitCode, superseded.stdout).toBe(canSign ? 0 : 7);
      const removed = await run(['remove', 'jirodt', '--yes']);
      expect(JSON.parse(removed.stdout)).toMatchObject({ ok: true, results: [{ loginId: 'jirodt' }] });
      expect((await run(['remove', 'jirodt', '--yes'])).exitCode).toBe(8);
      expect(await store.list()).toEqual([]);
      expect(await store.pending()).toEqual([]);
      await store.close?.();
    },
    60_000,
  );
});
