import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { readCertificate } from '../../../src/pki/certificate.ts';
import { trialSignature } from '../../../src/pki/trial.ts';
import { createFileStore } from '../../../src/winstore/file/store.ts';
import { fill, mountTmpfs, rootTest } from '../../support/small-disk.ts';
import { makeTempFolder, tempFolder } from '../../support/temp-folder.ts';
import { CLIENT_EXTENSIONS, issue, openssl } from '../../support/test-ca.ts';
import { describeStore } from '../contract.ts';

const KEY = { loginId: 'jirodt', keySize: 1024 };
const posixTest = test.skipIf(process.platform === 'win32');

function putCertificate(dir: string, pem: string, key: string): string {
  const folder = join(dir, 'certificates', readCertificate(pem).thumbprint);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'certificate.pem'), pem, { mode: 0o600 });
  writeFileSync(join(folder, 'key.pem'), key, { mode: 0o600 });
  return folder;
}

describeStore(
  'file',
  async () => {
    const parent = makeTempFolder();
    const dir = join(parent, 'store');
    return {
      open: () => createFileStore({ dir }),
      addForeign: async ({ pem, key }) => {
        putCertificate(dir, pem, key);
      },
      addGarbage: async () => {
        const folder = (name: string) => {
          mkdirSync(join(dir, 'certificates', name), { recursive: true });
          return join(dir, 'certificates', name);
        };
        writeFileSync(join(dir, 'certificates', 'notes.txt'), 'x');
        writeFileSync(join(dir, 'certificates', 'ef'.repeat(20)), 'a file with the name of a certificate');
        writeFileSync(join(folder('ab'.repeat(20)), 'certificate.pem'), 'garbage');
        writeFileSync(join(folder('ac'.repeat(20)), 'certificate.pem'), Buffer.alloc(200_000, 0xff));
        mkdirSync(join(folder('ad'.repeat(20)), 'certificate.pem'));
        folder('ae'.repeat(20));
        folder('other');
        mkdirSync(join(dir, 'pending', 'empty'), { recursive: true });
        mkdirSync(join(dir, 'pending', 'half'));
        writeFileSync(join(dir, 'pending', 'half', 'key.pem'), 'garbage');
      },
      dispose: async () => rmSync(parent, { recursive: true, force: true }),
    };
  },
  { canArchive: true, givesKeys: true, runner: 'files' },
);

describe('the file store', () => {
  let dir: string;
  let store: ReturnType<typeof createFileStore>;

  beforeEach(() => {
    dir = join(tempFolder(), 'store');
    store = createFileStore({ dir });
  });

  const installOne = async () => {
    const { csr } = await store.request('one', KEY);
    const pem = issue(tempFolder(), {
      subject: '/CN=jirodt A001 20200304153656560435',
      csr,
      issuer: selfSigned(),
      extensions: CLIENT_EXTENSIONS,
    }).pem;
    return store.install('one', pem, [selfSigned().pem], 'データ花子');
  };

  let ca: ReturnType<typeof issue> | undefined;
  const selfSigned = () => {
    ca ??= issue(tempFolder(), {
      subject: '/CN=CA',
      extensions: ['basicConstraints=CA:TRUE', 'subjectKeyIdentifier=hash'],
    });
    return ca;
  };

  posixTest('is for its owner alone, and openssl reads its files', async () => {
    const { location = '' } = await installOne();
    for (const folder of [
      dir,
      join(dir, 'certificates'),
      join(dir, 'pending'),
      location,
      join(dir, 'pending', 'one'),
    ]) {
      expect(statSync(folder).mode & 0o777).toBe(0o700);
    }
    expect(readdirSync(location).sort()).toEqual(['certificate.pem', 'chain.pem', 'key.pem']);
    for (const name of readdirSync(location)) expect(statSync(join(location, name)).mode & 0o777).toBe(0o600);
    expect(
      openssl(['x509', '-in', join(location, 'certificate.pem'), '-noout', '-subject']).toString(),
    ).toContain('jirodt A001');
    const [ofKey, ofCertificate] = [
      ['pkey', '-pubout'],
      ['x509', '-noout', '-pubkey'],
    ].map((args, index) =>
      openssl([...args, '-in', join(location, index ? 'certificate.pem' : 'key.pem')]).toString(),
    );
    expect(ofKey).toBe(ofCertificate);
    expect(readFileSync(join(location, 'chain.pem'), 'utf8')).toBe(selfSigned().pem);
  });

  test('a missing, damaged or wrong key is unusable; install mends it while the key is pending', async () => {
    const stored = await installOne();
    const key = join(stored.location ?? '', 'key.pem');
    const otherKey = openssl(['genpkey', '-algorithm', 'ED25519']);
    for (const damage of [
      () => unlinkSync(key),
      () => writeFileSync(key, 'garbage'),
      () => writeFileSync(key, otherKey),
    ]) {
      damage();
      expect(await trialSignature(store, stored)).toBe(false);
      expect(await store.install('one', stored.pem, [selfSigned().pem], 'データ花子')).toEqual(stored);
      expect(await trialSignature(store, stored)).toBe(true);
    }
    unlinkSync(key);
    expect(await store.list()).toMatchObject([{ hasPrivateKey: false }]);
    const error = await store.sign(stored.thumbprint, Buffer.from('x')).catch((thrown) => thrown);
    expect(error).toMatchObject({ errorName: 'key-unusable', details: { params: { loginId: 'jirodt' } } });
  });

  test('a damaged pending key fails without quoting it', async () => {
    await store.request('one', KEY);
    writeFileSync(
      join(dir, 'pending', 'one', 'key.pem'),
      '-----BEGIN PRIVATE KEY-----\nSECRET\n-----END PRIVATE KEY-----\n',
    );
    const error = await store.request('one', KEY).catch((thrown) => thrown);
    expect(error).toMatchObject({ errorName: 'store-failed' });
    expect(JSON.stringify([error.message, error.stack, String(error.details.cause)])).not.toContain('SECRET');
    await store.discard('one');
    expect((await store.request('one', KEY)).csr).toContain('BEGIN CERTIFICATE REQUEST');
  });

  test('the folder itself is made, its parents only by default', async () => {
    const deep = join(dir, 'a', 'b');
    await expect(createFileStore({ dir: deep }).probe()).rejects.toMatchObject({
      errorName: 'store-missing',
    });
    await expect(createFileStore({ dir: deep }).list()).rejects.toMatchObject({ errorName: 'store-missing' });
    expect(existsSync(dir)).toBe(false);
    expect(await createFileStore({ dir: deep, makeParents: true }).list()).toEqual([]);
    expect(existsSync(dir)).toBe(false);
    expect(await createFileStore({ dir: deep, makeParents: true }).probe()).toEqual({
      kind: 'file',
      identity: `file:${deep}`,
      canSign: true,
    });
  });

  posixTest('symbolic links and folders that others can change are refused', async () => {
    const stored = await installOne();
    const victim = join(dir, '..', 'victim');
    renameSync(stored.location ?? '', victim);
    symlinkSync(victim, stored.location ?? '');
    expect(await store.list()).toEqual([]);
    expect(await store.find(stored.thumbprint)).toBeUndefined();
    expect(await store.damaged?.()).toEqual([{ thumbprint: stored.thumbprint, location: stored.location }]);
    await expect(store.repair?.(stored.pem, [], '')).rejects.toMatchObject({ errorName: 'store-unsafe' });
    await expect(store.remove(stored.thumbprint)).rejects.toMatchObject({ errorName: 'store-unsafe' });
    expect(readdirSync(victim)).toContain('key.pem');

    const unsafe = { errorName: 'store-unsafe' };
    const link = join(dir, '..', 'link');
    symlinkSync(dir, link);
    const linked = createFileStore({ dir: link });
    for (const work of [
      () => linked.probe(),
      () => linked.list(),
      () => linked.request('x', KEY),
      () => linked.sign(stored.thumbprint, Buffer.from('x')),
    ]) {
      await expect(work()).rejects.toMatchObject(unsafe);
    }
    chmodSync(join(dir, 'certificates'), 0o777);
    for (const work of [() => store.probe(), () => store.list(), () => store.pending()]) {
      await expect(work()).rejects.toMatchObject(unsafe);
    }
  });

  const damages: Record<string, (location: string) => void> = {
    empty: (location) => writeFileSync(join(location, 'certificate.pem'), ''),
    truncated: (location) => {
      const file = join(location, 'certificate.pem');
      writeFileSync(file, readFileSync(file, 'utf8').slice(0, 600));
    },
    missing: (location) => unlinkSync(join(location, 'certificate.pem')),
    'a folder': (location) => {
      unlinkSync(join(location, 'certificate.pem'));
      mkdirSync(join(location, 'certificate.pem'));
    },
    "another's": (location) => writeFileSync(join(location, 'certificate.pem'), selfSigned().pem),
  };

  test.each(Object.entries(damages))(
    'a certificate file that is %s is told, and repaired',
    async (_, damage) => {
      const stored = await installOne();
      const { thumbprint, location = '' } = stored;
      await store.discard('one');
      expect(await store.damaged?.()).toEqual([]);
      damage(location);
      expect(await store.list()).toEqual([]);
      expect(await store.damaged?.()).toEqual([{ thumbprint, location }]);
      expect(await store.repair?.(stored.pem, [selfSigned().pem], 'データ花子')).toBe(true);
      expect(await store.list()).toEqual([stored]);
      expect(await store.damagedChains?.([stored])).toEqual([]);
      expect(await trialSignature(store, stored)).toBe(true);
      expect(statSync(join(location, 'certificate.pem')).mode & 0o777).toBe(0o600);
    },
  );

  test('a damaged chain is told when it is asked for, and repaired; one that is gone, too', async () => {
    const stored = await installOne();
    const { thumbprint, location = '' } = stored;
    const chain = join(location, 'chain.pem');
    const good = readFileSync(chain, 'utf8');
    const damagedBits = good.replace(/\n[A-Za-z0-9+/]{20}/, `\n${'A'.repeat(20)}`);
    for (const text of ['', 'garbage', good.slice(0, 400), damagedBits, good + good.slice(0, 400)]) {
      writeFileSync(chain, text);
      expect(await store.damaged?.()).toEqual([]);
      expect(await store.damagedChains?.([stored])).toEqual([{ thumbprint, location }]);
      expect(await store.repair?.(stored.pem, [selfSigned().pem], 'データ花子')).toBe(true);
      expect(readFileSync(chain, 'utf8')).toBe(good);
    }
    unlinkSync(chain);
    expect(await store.damagedChains?.([stored])).toEqual([{ thumbprint, location }]);
    // Who puts a certificate here without a chain gives it no name of ours.
    expect(await store.damagedChains?.([{ ...stored, friendlyName: '' }])).toEqual([]);
    expect(await store.repair?.(stored.pem, [selfSigned().pem], 'データ花子')).toBe(true);
    expect(readFileSync(chain, 'utf8')).toBe(good);
  });

  test('nothing is repaired without the key that belongs to the certificate', async () => {
    const stored = await installOne();
    const { location = '' } = stored;
    writeFileSync(join(location, 'certificate.pem'), '');
    writeFileSync(join(location, 'key.pem'), openssl(['genpkey', '-algorithm', 'ED25519']));
    expect(await store.repair?.(stored.pem, [], '')).toBe(false);
    expect(readFileSync(join(location, 'certificate.pem'), 'utf8')).toBe('');
    rmSync(location, { recursive: true });
    expect(await store.repair?.(stored.pem, [], '')).toBe(false);
    expect(existsSync(location)).toBe(false);
  });

  posixTest('a key or its folder that others can read or change is not used', async () => {
    const stored = await installOne();
    const { location = '' } = stored;
    const sign = () => store.sign(stored.thumbprint, Buffer.from('x'));
    const key = join(location, 'key.pem');
    for (const [path, mode, usual] of [
      [key, 0o644, 0o600],
      [key, 0o620, 0o600],
      [location, 0o777, 0o700],
    ] as const) {
      chmodSync(path, mode);
      const error = await sign().catch((thrown) => thrown);
      expect(error).toMatchObject({ errorName: 'store-unsafe', details: { params: { store: path } } });
      expect(await store.list()).toMatchObject([{ hasPrivateKey: true }]);
      chmodSync(path, usual);
      expect(await sign()).toBeInstanceOf(Uint8Array);
    }
  });

  posixTest('a key behind a symbolic link is not read', async () => {
    const stored = await installOne();
    const key = join(stored.location ?? '', 'key.pem');
    renameSync(key, join(dir, 'elsewhere.pem'));
    symlinkSync(join(dir, 'elsewhere.pem'), key);
    await expect(store.sign(stored.thumbprint, Buffer.from('x'))).rejects.toMatchObject({
      errorName: 'store-unsafe',
    });
  });

  rootTest("another user's folder is refused", async () => {
    await store.probe();
    chownSync(join(dir, 'pending'), 12345, 12345);
    await expect(store.probe()).rejects.toMatchObject({ errorName: 'store-unsafe' });
  });

  test('a file in the place of the store', async () => {
    writeFileSync(dir, '');
    await expect(store.probe()).rejects.toMatchObject({ errorName: 'store-unsafe' });
  });

  rootTest('a full disk is told before anything is begun, and nothing half is left', async () => {
    const disk = mountTmpfs('size=256k');
    const full = createFileStore({ dir: join(disk, 'store') });
    await full.probe();
    await full.request('one', KEY);
    const used = () => readdirSync(join(disk, 'store'), { recursive: true }).sort();
    const before = used();
    fill(join(disk, 'filler'));
    await expect(full.probe()).rejects.toMatchObject({ errorName: 'store-full' });
    await expect(full.request('two', KEY)).rejects.toMatchObject({ errorName: 'store-full' });
    expect(used()).toEqual(before);
    rmSync(join(disk, 'filler'));
    await full.probe();
    expect(await full.pending()).toHaveLength(1);
  });

  rootTest('a read-only store can be listed and sign, not written', async () => {
    const disk = mountTmpfs('size=1m');
    dir = join(disk, 'store');
    store = createFileStore({ dir });
    const stored = await installOne();
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    expect(await store.list()).toEqual([stored]);
    expect(await trialSignature(store, stored)).toBe(true);
    const readOnly = { errorName: 'store-read-only' };
    await expect(store.probe()).rejects.toMatchObject(readOnly);
    await expect(store.request('two', KEY)).rejects.toMatchObject(readOnly);
    await expect(store.remove(stored.thumbprint)).rejects.toMatchObject(readOnly);
    await expect(store.discard('one')).rejects.toMatchObject(readOnly);
  });
});
