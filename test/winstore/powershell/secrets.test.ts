import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { trialSignature } from '../../../src/pki/trial.ts';
import { createPowerShellStore } from '../../../src/winstore/powershell/store.ts';
import { anyPowerShell } from '../../support/pwsh.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, issue } from '../../support/test-ca.ts';

/** Where the secrets of a life of a certificate go: to PowerShell's stdin and into the store, nowhere else. */

const possible = anyPowerShell !== undefined && process.platform !== 'win32';
const reason = possible ? '' : ' (skipped: needs pwsh on the PATH, and not Windows)';

/** Policies that companies set, here for this HOME alone: everything is logged that can be. */
const POLICIES = {
  ModuleLogging: { EnableModuleLogging: true, ModuleNames: ['*'] },
  ScriptBlockLogging: { EnableScriptBlockLogging: true },
  Transcription: { EnableTranscripting: true, EnableInvocationHeader: true },
};

/** Notes what PowerShell is started with and what it is asked. */
const WATCHER = `#!/bin/sh
printf '%s\\n' "$@" > "$WATCHED/arguments"
env > "$WATCHED/environment"
exec tee "$WATCHED/asked" | "$PWSH" "$@"
`;

function watched() {
  const folder = tempFolder();
  const place = (name: string) => join(folder, name);
  for (const name of ['home/.config/powershell', 'tmp', 'watched', 'transcripts']) {
    mkdirSync(place(name), { recursive: true, mode: 0o700 });
  }
  const transcription = { ...POLICIES.Transcription, OutputDirectory: place('transcripts') };
  writeFileSync(
    place('home/.config/powershell/powershell.config.json'),
    JSON.stringify({ PowerShellPolicies: { ...POLICIES, Transcription: transcription } }),
  );
  writeFileSync(place('watcher'), WATCHER, { mode: 0o700 });
  const variables = { HOME: place('home'), TMPDIR: place('tmp'), WATCHED: place('watched') };
  const store = createPowerShellStore({
    program: place('watcher'),
    pendingDir: place('pending'),
    env: { ...process.env, ...variables, PWSH: anyPowerShell, CERT_TOOL_PASSWORD: 'planted' },
  });
  return { folder, place, store };
}

/** Names of the files, and no pipes or sockets, that hold one of the texts. */
function holding(folder: string, texts: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => texts.some((text) => readFileSync(file, 'latin1').includes(text)))
    .map((file) => relative(folder, file))
    .sort();
}

/** Pieces of a base64 text: a line of a log may be cut anywhere. */
const pieces = (text: string) => [text.slice(40, 70), text.slice(-70, -40)];

describe.skipIf(!possible)(`secrets${reason}`, () => {
  test('are neither in arguments, environment, transcripts, nor in files but the two that keep the key', async () => {
    const { folder, place, store } = watched();
    const ca = issue(folder, { subject: '/CN=CA', extensions: CA_EXTENSIONS });
    const { csr } = await store.request('one', { loginId: 'jirodt', keySize: 1024 });
    const key = readFileSync(place('pending/one/key.pem'), 'latin1');
    const subject = '/CN=jirodt A001 20200304153656560435';
    const { pem } = issue(folder, { subject, extensions: CLIENT_EXTENSIONS, issuer: ca, csr });
    const stored = await store.install('one', pem, [ca.pem], 'name');
    expect(await trialSignature(store, stored)).toBe(true);

    const asked = readFileSync(place('watched/asked'), 'latin1');
    const [, pfx = '', password = ''] = /^\d+ import (\S+) (\S+) /m.exec(asked) ?? [];
    expect(password).toMatch(/^[0-9a-f]{48}$/);
    const sealed = /^\d+ seal (\S+)/m.exec(asked)?.[1] ?? '';
    const lines = key.split('\n').filter((line) => line.length === 64);
    const secrets = [password, 'planted', ...pieces(pfx), ...pieces(sealed), ...lines];
    expect(holding(folder, secrets)).toEqual(['pending/one/key.pem', 'watched/asked']);
    expect(holding(place('watched'), ['planted'])).toEqual([]);

    await store.discard('one');
    await store.remove(stored.thumbprint);
    await store.close();
    expect(readdirSync(place('transcripts'))).not.toEqual([]);
    expect(holding(folder, secrets)).toEqual(['watched/asked']);
    expect(readdirSync(place('pending'))).toEqual([]);
    expect(readdirSync(place('home/.dotnet/corefx/cryptography/x509stores/my'))).toEqual([]);
  });
});
