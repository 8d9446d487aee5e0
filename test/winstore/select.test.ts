import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { ErrorName } from '../../src/core/catalogue/index.ts';
import { CertToolError } from '../../src/core/error.ts';
import { Insistence } from '../../src/core/insistence.ts';
import type { CertificateStore, StoreAccount, StoreProbe } from '../../src/core/ports/store.ts';
import type { StoreKind } from '../../src/core/store-kinds.ts';
import { nssPrograms } from '../../src/system/programs.ts';
import { createFileStore } from '../../src/winstore/file/store.ts';
import { type Adapters, type ChosenStore, type StoreWish, selectStore } from '../../src/winstore/select.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** What the wish was told, and the stores that were opened, in order. */
interface Seen {
  readonly choices: ChosenStore[];
  readonly opened: StoreKind[];
  readonly asked: StoreAccount[];
}

const seen = (): Seen => ({ choices: [], opened: [], asked: [] });

function wish(changes: Partial<StoreWish>, told: Seen = seen(), answer = true): StoreWish {
  return {
    kind: 'auto',
    platform: 'linux',
    env: {},
    home: '/home/taro',
    sandbox: false,
    defaultDir: '/default',
    pendingDir: '/pending-keys',
    onChoice: (choice) => told.choices.push(choice),
    onKeyLeft: () => undefined,
    onLeftOut: () => undefined,
    interruption: {
      signal: new AbortController().signal,
      insistence: new Insistence(),
      onFinishing: () => undefined,
    },
    async confirmAccount(account) {
      told.asked.push(account);
      return answer;
    },
    ...changes,
  };
}

/** Stand-ins for the stores of Windows: a probe, or the name of the error that it throws. */
function adapters(
  probes: Partial<Record<StoreKind, Partial<StoreProbe> | ErrorName>>,
  told: Seen = seen(),
): Adapters {
  const adapter = (kind: StoreKind) => async (_wish: StoreWish, place?: string) => {
    told.opened.push(kind);
    const probe = vi.fn(async () => {
      const found = probes[kind] ?? {};
      if (typeof found === 'string')
        throw new CertToolError(found, { params: { store: kind, detail: 'gone' } });
      return {
        kind,
        identity: place ? `${kind}:${place}` : `${kind}:CurrentUser\\My`,
        canSign: true,
        ...found,
      };
    });
    return { kind, probe } as unknown as CertificateStore;
  };
  return {
    powershell: adapter('powershell'),
    certutil: adapter('certutil'),
    native: adapter('native'),
    nss: adapter('nss'),
    file: async ({ defaultDir }, place = defaultDir) => {
      told.opened.push('file');
      return createFileStore({ dir: place });
    },
  };
}

describe('which store', () => {
  test('no other one of Windows where a policy forces strong key protection', async () => {
    const told = seen();
    const choice = selectStore(
      wish({ platform: 'win32' }),
      adapters({ powershell: 'strong-key-protection' }, told),
    );
    await expect(choice).rejects.toMatchObject({ errorName: 'strong-key-protection' });
    expect(told.opened).toEqual(['powershell']);
  });

  test.each([
    [{}, ['file']],
    [{ platform: 'darwin' }, ['file']],
    [{ platform: 'win32', sandbox: true }, ['file']],
    [{ platform: 'win32', kind: 'file' }, ['file']],
    [{ platform: 'win32' }, ['powershell']],
    [{ platform: 'win32', kind: 'certutil' }, ['certutil']],
    [{ platform: 'win32', kind: 'native', sandbox: true }, ['native']],
    [{ kind: 'nss' }, ['nss']],
  ] as const)('%o: %o', async (changes, kinds) => {
    const told = seen();
    const store = await selectStore(wish(changes, told), adapters({}, told));
    expect(store.kind).toBe(kinds[0]);
    expect(told.opened).toEqual(kinds);
    expect(told.choices).toMatchObject([{ kind: kinds[0], passedOver: [] }]);
  });

  test('on Windows certutil where PowerShell cannot be used, and why', async () => {
    const told = seen();
    const store = await selectStore(
      wish({ platform: 'win32' }, told),
      adapters({ powershell: 'store-failed' }, told),
    );
    expect(store.kind).toBe('certutil');
    expect(told.choices).toMatchObject([
      {
        kind: 'certutil',
        identity: 'certutil:CurrentUser\\My',
        passedOver: [{ kind: 'powershell', reason: { errorName: 'store-failed' } }],
      },
    ]);
  });

  test('never native by itself', async () => {
    const told = seen();
    const stores = adapters({ powershell: 'store-failed', certutil: 'store-not-available' }, told);
    await expect(selectStore(wish({ platform: 'win32' }, told), stores)).rejects.toMatchObject({
      errorName: 'store-not-available',
      details: {
        params: {
          store: 'auto',
          detail: { en: expect.stringMatching(/^powershell: .*gone.* certutil: .*gone/) },
        },
      },
    });
    expect(told.opened).toEqual(['powershell', 'certutil']);
    expect(told.choices).toEqual([]);
  });

  test('a forced store that cannot work says why, and no other is tried', async () => {
    const told = seen();
    const stores = adapters({ powershell: 'store-failed' }, told);
    await expect(
      selectStore(wish({ platform: 'win32', kind: 'powershell' }, told), stores),
    ).rejects.toMatchObject({ errorName: 'store-failed', details: { params: { detail: 'gone' } } });
    expect(told.opened).toEqual(['powershell']);
  });

  test('a bug in a store is no reason to take the next one', async () => {
    const stores = {
      ...adapters({}),
      powershell: async () => {
        throw new TypeError('a bug');
      },
    };
    await expect(selectStore(wish({ platform: 'win32' }), stores)).rejects.toThrow('a bug');
  });
});

test('a store is probed once', async () => {
  const stores = adapters({});
  const opened = await stores.powershell(wish({}), undefined);
  const store = await selectStore(wish({ platform: 'win32' }), { ...stores, powershell: async () => opened });
  expect(await store.probe()).toEqual(await store.probe());
  expect(opened.probe).toHaveBeenCalledTimes(1);
});

test.each(['powershell', 'certutil', 'native'] as const)('%s is there on Windows only', async (kind) => {
  await expect(selectStore(wish({ kind }))).rejects.toMatchObject({
    errorName: 'store-not-available',
    details: { params: { store: kind, detail: { en: expect.stringContaining('Windows only') } } },
  });
});

describe('the store of an unfinished request', () => {
  test.each([
    ['certutil:CurrentUser\\My', 'certutil'],
    ['native:CurrentUser\\My', 'native'],
    ['nss:/home/taro/.pki/nssdb', 'nss'],
  ])('%s goes first with auto, its place included', async (resume, kind) => {
    const told = seen();
    const store = await selectStore(wish({ platform: 'win32', resume }, told), adapters({}, told));
    expect((await store.probe()).identity).toBe(resume);
    expect(told.opened).toEqual([kind]);
  });

  test('a folder of the file store', async () => {
    const dir = join(tempFolder(), 'C:mine');
    const store = await selectStore(wish({ platform: 'win32', resume: `file:${dir}` }), adapters({}));
    expect((await store.probe()).identity).toBe(`file:${dir}`);
  });

  test('that cannot be used any more: why, and no other store, for the key is in that one', async () => {
    const told = seen();
    const stores = adapters({ powershell: 'store-failed' }, told);
    const resume = 'powershell:CurrentUser\\My';
    await expect(selectStore(wish({ platform: 'win32', resume }, told), stores)).rejects.toMatchObject({
      errorName: 'store-failed',
    });
    expect(told.opened).toEqual(['powershell']);
  });

  test('does not go before --store', async () => {
    const store = await selectStore(
      wish({ kind: 'nss', resume: 'powershell:CurrentUser\\My' }),
      adapters({}),
    );
    expect(store.kind).toBe('nss');
  });

  test('does not go before --store-dir', async () => {
    const [dir, other] = [tempFolder(), tempFolder()];
    const store = await selectStore(wish({ dir, resume: `file:${other}` }), adapters({}));
    expect((await store.probe()).identity).toBe(`file:${dir}`);
  });

  test('of a kind that is not known: as without it', async () => {
    const store = await selectStore(wish({ platform: 'win32', resume: 'tpm:somewhere' }), adapters({}));
    expect(store.kind).toBe('powershell');
  });
});

describe('the NSS database', () => {
  const identityOf = async (changes: Partial<StoreWish>) => {
    const store = await selectStore(wish({ kind: 'nss', ...changes }), adapters({}));
    return (await store.probe()).identity;
  };

  test('of --nss-profile, as an absolute path; only for the store nss', async () => {
    expect(await identityOf({ nssProfile: '/home/taro/profile' })).toBe('nss:/home/taro/profile');
    expect(await identityOf({ nssProfile: 'profile' })).toBe(`nss:${resolve('profile')}`);
    const auto = await selectStore(wish({ nssProfile: '/profile', defaultDir: tempFolder() }), adapters({}));
    expect(auto.kind).toBe('file');
  });

  test.skipIf(!nssPrograms())('is where browsers have it, and only made when it is needed', async () => {
    const home = tempFolder();
    const own = { home, pendingDir: join(home, 'pending') };
    const database = join(home, '.local', 'share', 'pki', 'nssdb');
    const store = await selectStore(wish({ kind: 'nss', ...own }));
    expect((await store.probe()).identity).toBe(`nss:${database}`);
    expect(await store.list()).toEqual([]);
    expect(existsSync(join(home, '.local'))).toBe(false);
    const missing = selectStore(wish({ kind: 'nss', ...own, nssProfile: home }));
    await expect(missing).rejects.toMatchObject({
      errorName: 'store-failed',
      details: { params: { detail: { en: expect.stringContaining(`cert9.db) in ${home}`) } } },
    });
  });
});

describe("Windows' accounts", () => {
  const service = { name: 'NT AUTHORITY\\SYSTEM', isService: true };
  const other = { name: 'PC-1\\admin', isService: false, desktop: 'PC-1\\taro' };

  test.each(['auto', 'powershell'] as const)('SYSTEM is refused, %s or not', async (kind) => {
    const told = seen();
    const stores = adapters({ powershell: { account: service } }, told);
    await expect(selectStore(wish({ platform: 'win32', kind }, told), stores)).rejects.toMatchObject({
      errorName: 'system-account',
      details: { params: { account: 'NT AUTHORITY\\SYSTEM' } },
    });
    expect(told.opened).toEqual(['powershell']);
  });

  test.each([true, false])('another than the one at the desktop is asked about: %s', async (answer) => {
    const told = seen();
    const chosen = selectStore(
      wish({ platform: 'win32' }, told, answer),
      adapters({ powershell: { account: other } }, told),
    );
    if (answer) expect((await chosen).kind).toBe('powershell');
    else {
      await expect(chosen).rejects.toMatchObject({
        errorName: 'other-account',
        details: { params: { account: 'PC-1\\admin', desktop: 'PC-1\\taro' } },
      });
    }
    expect(told.asked).toEqual([other]);
    expect(told.opened).toEqual(['powershell']);
  });

  test('the one at the desktop is not', async () => {
    const told = seen();
    const account = { name: 'PC-1\\taro', isService: false };
    await selectStore(wish({ platform: 'win32' }, told), adapters({ powershell: { account } }));
    expect(told.asked).toEqual([]);
  });
});

test('--store-dir goes before the usual folder, whose parents are made', async () => {
  const folder = tempFolder();
  const defaultDir = join(folder, 'a', 'b', 'store');
  const dir = join(folder, 'mine');
  const usual = await selectStore(wish({ defaultDir }));
  expect(existsSync(defaultDir)).toBe(false);
  expect((await usual.probe()).identity).toBe(`file:${defaultDir}`);
  expect((await (await selectStore(wish({ defaultDir, dir }))).probe()).identity).toBe(`file:${dir}`);
  const missing = await selectStore(wish({ defaultDir, dir: join(folder, 'none', 'mine') }));
  await expect(missing.probe()).rejects.toMatchObject({ errorName: 'store-missing' });
});
