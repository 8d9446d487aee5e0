import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { trialSignature } from '../../../src/pki/trial.ts';
import { createPowerShellStore } from '../../../src/winstore/powershell/store.ts';
import { buildChildScript, ended, startNode } from '../../support/child-script.ts';
import { anyPowerShell } from '../../support/pwsh.ts';
import { makeTempFolder, tempFolder } from '../../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, type Issued, issue } from '../../support/test-ca.ts';

/** cert-tool killed at each request to PowerShell, which goes on alone and ends by itself. */

const possible = anyPowerShell !== undefined && process.platform !== 'win32';
const reason = possible ? '' : ' (skipped: needs pwsh on the PATH, and not Windows)';
const KILLER = fileURLToPath(new URL('../../support/parent-killer.mjs', import.meta.url));

const folder = makeTempFolder();
const program = join(folder, 'killer');
let ca: Issued;
let script = '';

beforeAll(async () => {
  ca = issue(folder, { subject: '/CN=CA', extensions: CA_EXTENSIONS });
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${KILLER}' "$@"\n`, { mode: 0o700 });
  script = await buildChildScript('winstore/kill-child.ts', folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function placeOf(home: string) {
  const env = { ...process.env, HOME: home, PWSH: anyPowerShell };
  const pendingDir = join(home, 'pending');
  const sound = createPowerShellStore({ program: anyPowerShell ?? '', pendingDir, env });
  onTestFinished(() => sound.close());
  /** Does the operation in a process that is killed as its request of this number arrives; whether it got through. */
  const killedAt = async (request: number, operation: string, args: readonly unknown[]) => {
    const file = join(home, `${operation}-${request}`);
    const variables = { KILL_AT: String(request), ENDED: file };
    const options = { program, pendingDir, env: { ...env, ...variables } };
    const { signal, stderr } = await ended(
      startNode([script, JSON.stringify({ kind: 'powershell', options, operation, args })]),
    );
    expect(stderr).toBe('');
    await expect.poll(() => existsSync(file), { timeout: 20_000 }).toBe(true);
    return signal === null;
  };
  const inStore = () => readdirSync(join(home, '.dotnet/corefx/cryptography/x509stores/my'));
  return { sound, killedAt, inStore };
}

describe.skipIf(!possible)(`cert-tool killed in the middle${reason}`, () => {
  test('install and remove: PowerShell ends, and repeating completes what was begun', async () => {
    const { sound, killedAt, inStore } = placeOf(tempFolder());
    const { csr } = await sound.request('one', { loginId: 'jirodt', keySize: 1024 });
    const subject = '/CN=jirodt A001 20200304153656560435';
    const { pem } = issue(folder, { subject, extensions: CLIENT_EXTENSIONS, issuer: ca, csr });
    const install = ['one', pem, [ca.pem], 'name'] as const;
    let kills = 0;
    for (let [request, through] = [1, false]; !through; request += 1) {
      const installed = await killedAt(request, 'install', install);
      for (const each of await sound.list()) expect(await trialSignature(sound, each)).toBe(true);
      const stored = await sound.install(...install);
      expect(await sound.list()).toEqual([stored]);
      const removed = await killedAt(request, 'remove', [stored.thumbprint]);
      await sound.remove(stored.thumbprint);
      expect(inStore()).toEqual([]);
      expect(await sound.pending()).toHaveLength(1);
      kills += Number(!installed) + Number(!removed);
      through = installed && removed;
    }
    expect(kills).toBeGreaterThanOrEqual(4);
  }, 180_000);
});
