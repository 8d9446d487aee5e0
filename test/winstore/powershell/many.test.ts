import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readCertificate } from '../../../src/pki/certificate.ts';
import { tryAll } from '../../../src/pki/trial.ts';
import { createPowerShellStore } from '../../../src/winstore/powershell/store.ts';
import type { LeftOut } from '../../../src/winstore/shared/left-out.ts';
import { anyPowerShell } from '../../support/pwsh.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { CLIENT_EXTENSIONS, type Issued, issue, openssl } from '../../support/test-ca.ts';

const MY = '.dotnet/corefx/cryptography/x509stores/my';
const RSA = (bits: number) => ['-algorithm', 'RSA', '-pkeyopt', `rsa_keygen_bits:${bits}`];
const KINDS: readonly (readonly string[])[] = [
  RSA(1024),
  RSA(2048),
  RSA(3072),
  ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  ['-algorithm', 'ED25519'],
];

const posix = process.platform !== 'win32';

describe.skipIf(!anyPowerShell || !posix)(
  'many certificates (needs pwsh on the PATH, and not Windows)',
  () => {
    const open = (home: string, leftOut: LeftOut[] = []) => {
      const store = createPowerShellStore({
        program: anyPowerShell ?? '',
        pendingDir: join(home, 'pending'),
        env: { ...process.env, HOME: home },
        onLeftOut: (each) => leftOut.push(each),
      });
      onTestFinished(() => store.close());
      return store;
    };
    const put = (home: string, { pem, key }: Issued, withKey = true) => {
      mkdirSync(join(home, MY), { recursive: true, mode: 0o700 });
      const { thumbprint } = readCertificate(pem);
      const both = join(home, 'both.pem');
      writeFileSync(both, withKey ? pem + key : pem);
      const out = join(home, MY, `${thumbprint.toUpperCase()}.pfx`);
      const options = ['-passout', 'pass:', '-in', both, '-out', out, ...(withKey ? [] : ['-nokeys'])];
      openssl(['pkcs12', '-export', ...options]);
      return thumbprint;
    };
    const made = (subject: string, newKey: readonly string[], more: readonly string[] = []) =>
      issue(tempFolder(), { subject, newKey, extensions: [...CLIENT_EXTENSIONS, ...more] });

    test('keys that sign and keys that do not, in one request; each is removed', async () => {
      const home = tempFolder();
      const works = new Map<string, string>();
      for (const [at, kind] of KINDS.entries()) {
        works.set(put(home, made(`/CN=${kind}`, kind)), at < 3 ? 'works' : 'unusable');
      }
      works.set(put(home, made('/CN=no key', RSA(1024)), false), 'missing');
      const store = open(home);
      const found = await store.list();
      const trials = await tryAll(store, found);
      const seen = found.map(({ thumbprint }, at) => [thumbprint, trials[at]?.key]);
      // .NET itself leaves Ed25519 out, or shows it without a key.
      for (const [thumbprint, key] of seen) {
        expect([works.get(thumbprint ?? ''), 'missing']).toContain(key);
      }
      expect(seen.filter(([, key]) => key === 'works')).toHaveLength(3);
      for (const { thumbprint } of found) {
        await store.remove(thumbprint);
        expect(await store.find(thumbprint)).toBeUndefined();
      }
      expect(await store.list()).toEqual([]);
      expect(await open(home).list()).toEqual([]);
    });

    test('what another process has put there is seen', async () => {
      const home = tempFolder();
      const store = open(home);
      put(home, made('/CN=one', RSA(1024)));
      expect(await store.list()).toHaveLength(1);
      const later = put(home, made('/CN=two', RSA(1024)));
      expect((await store.find(later))?.commonName).toBe('two');
      expect(await store.list()).toHaveLength(2);
    });

    test('one of 900 KB is left out and told; the others are listed', async () => {
      const home = tempFolder();
      const comment = `nsComment=${'x'.repeat(900_000)}`;
      const large = put(home, made('/CN=large', RSA(1024), [comment]));
      put(home, made('/CN=other', RSA(1024)));
      const leftOut: LeftOut[] = [];
      const store = open(home, leftOut);
      expect((await store.list()).map(({ commonName }) => commonName)).toEqual(['other']);
      expect(leftOut).toEqual([{ thumbprint: large, octets: expect.any(Number) }]);
      expect(leftOut[0]?.octets).toBeGreaterThan(900_000);
      expect(await store.find(large)).toBeUndefined();
      const answer = await store.sign(large, Buffer.from('x')).catch((error) => error);
      expect(answer).toMatchObject({ errorName: 'key-unusable' });
      await store.remove(large);
      expect(await store.list()).toHaveLength(1);
    });
  },
);
