import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { CertificateStore } from '../../src/core/ports/store.ts';
import { trialSignature } from '../../src/pki/trial.ts';
import { nssPrograms } from '../../src/system/programs.ts';
import { createCertutilStore } from '../../src/winstore/certutil/store.ts';
import { createNssStore } from '../../src/winstore/nss/store.ts';
import { createPendingKeys } from '../../src/winstore/pending/pending-keys.ts';
import { createPowerShellStore } from '../../src/winstore/powershell/store.ts';
import { storeOf } from '../support/company.ts';
import { anyPowerShell } from '../support/pwsh.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, issue, openssl } from '../support/test-ca.ts';
import { BUILDS, leftHome } from './left-home.ts';

const onPosix = process.platform !== 'win32';
const standIn = fileURLToPath(new URL('../winstore/certutil/stand-in.mjs', import.meta.url));

interface Case {
  readonly name: string;
  readonly runs: boolean;
  readonly canSign: boolean;
  /** Whose key is joined. */
  readonly loginId: string;
  open(home: string): CertificateStore & { close?(): Promise<void> };
}

const CASES: readonly Case[] = [
  {
    ...{ name: 'file', runs: true, canSign: true, loginId: 'issue-sent' },
    open: storeOf,
  },
  {
    ...{ name: "nss (needs NSS's certutil and pk12util)", runs: nssPrograms() !== undefined, canSign: true },
    loginId: 'nss-sent',
    open: (home) =>
      createNssStore({
        database: join(home, '.pki', 'nssdb'),
        pendingDir: join(home, 'pending-keys', 'nss'),
        programs: nssPrograms(),
        env: process.env,
      }),
  },
  {
    ...{ name: 'certutil (a stand-in; not on Windows)', runs: onPosix, canSign: false },
    loginId: 'certutil-key',
    open: (home) =>
      createCertutilStore({
        program: standIn,
        pendingDir: join(home, 'pending-keys', 'certutil'),
        env: { PATH: process.env['PATH'], STAND_IN_STORE: join(home, 'windows') },
        release: '10.0.22631',
      }),
  },
  {
    name: "powershell (PowerShell 7 over .NET's store of files; needs pwsh, and not Windows)",
    ...{ runs: onPosix && anyPowerShell !== undefined, canSign: true },
    loginId: 'powershell-key',
    open: (home) =>
      createPowerShellStore({
        program: anyPowerShell ?? '',
        pendingDir: join(home, 'pending-keys', 'powershell'),
        env: { ...process.env, HOME: home },
      }),
  },
];

describe.each(BUILDS)('the pending keys of $build', (build) => {
  test.each(['store/pending', 'pending-keys/nss', 'pending-keys/certutil', 'pending-keys/powershell'])(
    'in %s are all read',
    async (folder) => {
      const path = join(leftHome(build), folder);
      const ids = readdirSync(path);
      expect(ids.length).toBeGreaterThan(0);
      const keys = createPendingKeys(path);
      expect((await keys.pending()).map(({ id }) => id).sort()).toEqual(ids.sort());
    },
  );

  describe.each(CASES)('of the store $name', ({ runs, canSign, loginId, open }) => {
    test.skipIf(!runs)('are joined to a certificate', async () => {
      const home = leftHome(build);
      const store = open(home);
      await store.probe();
      const subjectOf = (csr: string) => openssl(['req', '-noout', '-subject'], csr).toString();
      const pending = (await store.pending()).find(({ csr }) => subjectOf(csr).includes(loginId));
      if (!pending) throw new Error(`no key of ${loginId}`);
      const ca = issue(home, { subject: '/CN=CA', extensions: CA_EXTENSIONS });
      const { pem } = issue(home, {
        subject: `/CN=${loginId} A009 20260601090000000000`,
        extensions: CLIENT_EXTENSIONS,
        issuer: ca,
        csr: pending.csr,
      });
      const stored = await store.install(pending.id, pem, [ca.pem], 'name');
      expect(stored).toMatchObject({ publicKeyHash: pending.publicKeyHash, hasPrivateKey: true });
      if (canSign) expect(await trialSignature(store, stored)).toBe(true);
      await store.discard(pending.id);
      expect(await store.pending()).not.toContainEqual(pending);
      await store.close?.();
    });
  });
});
