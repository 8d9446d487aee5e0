import { chmodSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CertToolError } from '../../src/core/error.ts';
import type { CertificateStore } from '../../src/core/ports/store.ts';
import { rememberedStore } from '../../src/rollout/remembered-store.ts';
import { createFileStore } from '../../src/winstore/file/store.ts';
import { putInFileStore } from '../support/file-store.ts';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, type Issued, issue } from '../support/test-ca.ts';

let made: string;
let ca: Issued;
let others: readonly Issued[];

beforeAll(() => {
  made = makeTempFolder();
  ca = issue(made, { subject: '/CN=CA', extensions: CA_EXTENSIONS });
  others = ['taro', 'jiro', 'saburo'].map((name) =>
    issue(made, { subject: `/CN=${name}`, issuer: ca, extensions: CLIENT_EXTENSIONS }),
  );
});

afterAll(() => rmSync(made, { recursive: true, force: true }));

let home: string;
let dir: string;
/** As others see it on the disk. */
let real: CertificateStore;
let reads: number;
let elapsedMs: number;

beforeEach(() => {
  home = tempFolder();
  dir = join(home, 'store');
  real = createFileStore({ dir });
  reads = 0;
  elapsedMs = 0;
});

/** The store of a run, whose reading of all certificates is counted. */
function remembered(changes: (store: CertificateStore) => Partial<CertificateStore> = () => ({})) {
  const store = createFileStore({ dir });
  const list = () => {
    reads += 1;
    return store.list();
  };
  return rememberedStore({ ...store, list, ...changes(store) }, () => elapsedMs);
}

const put = (index: number) => {
  const { pem = '', key } = others[index] ?? {};
  return putInFileStore(home, pem, key).thumbprint;
};

const thumbprints = async (store: CertificateStore) =>
  (await store.list()).map(({ thumbprint }) => thumbprint).sort();

async function expectInStep(store: CertificateStore) {
  const byName = (all: Awaited<ReturnType<typeof store.list>>) =>
    [...all].sort((one, other) => one.thumbprint.localeCompare(other.thumbprint));
  expect(byName(await store.list())).toEqual(byName(await real.list()));
}

async function installInto(store: CertificateStore, id = 'one') {
  const { csr } = await store.request(id, { loginId: 'hanako', keySize: 1024 });
  const { pem } = issue(made, { subject: '/CN=hanako', csr, issuer: ca, extensions: CLIENT_EXTENSIONS });
  return { pem, installed: await store.install(id, pem, [ca.pem], 'hanako') };
}

test('certificates are read once, also for many at once, while find looks anew', async () => {
  put(0);
  const store = remembered();
  await Promise.all([store.list(), store.list()]);
  const later = put(1);
  expect(await store.list()).toHaveLength(1);
  expect((await store.find(later))?.thumbprint).toBe(later);
  expect(reads).toBe(1);
});

test('a list that is handed out can be changed without harm', async () => {
  put(0);
  const store = remembered();
  (await store.list()).pop();
  expect(await store.list()).toHaveLength(1);
});

test('reading that fails is done again for the next one', async () => {
  put(0);
  let failures = 1;
  const store = remembered(({ list }) => ({
    async list() {
      reads += 1;
      failures -= 1;
      if (failures >= 0) throw new CertToolError('store-failed');
      return list();
    },
  }));
  const both = await Promise.allSettled([store.list(), store.list()]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expectInStep(store);
  await store.list();
  expect(reads).toBe(2);
});

describe('stays in step without reading it all again', () => {
  test('with what is installed', async () => {
    put(0);
    const store = remembered();
    await store.list();
    const { installed } = await installInto(store);
    expect(await thumbprints(store)).toContain(installed.thumbprint);
    await expectInStep(store);
    // There already, and shown again.
    await installInto(store);
    await expectInStep(store);
    expect(reads).toBe(1);
  });

  test('with what is installed while it is read', async () => {
    const store = remembered(({ list }) => ({
      async list() {
        reads += 1;
        const before = await list();
        await reading;
        return before;
      },
    }));
    let isRead = () => {};
    const reading = new Promise<void>((resolve) => {
      isRead = resolve;
    });
    const listing = store.list();
    const installing = installInto(store);
    while ((await real.list()).length === 0) await new Promise((resolve) => setImmediate(resolve));
    isRead();
    await Promise.all([listing, installing]);
    await expectInStep(store);
    expect([reads, (await store.list()).length]).toEqual([1, 1]);
  });

  test('with what is removed', async () => {
    const [gone, stays] = [put(0), put(1)];
    const store = remembered();
    await store.list();
    await store.remove(gone);
    await store.remove(gone);
    expect([await thumbprints(store), await thumbprints(real)]).toEqual([[stays], [stays]]);
    expect(reads).toBe(1);
  });

  test('with what is hidden and shown again', async () => {
    const thumbprint = put(0);
    const store = remembered();
    await store.list();
    for (const archived of [true, false]) {
      await store.archive?.(thumbprint, archived);
      expect((await store.list()).map((each) => each.archived === true)).toEqual([archived]);
      await expectInStep(store);
    }
    expect(reads).toBe(1);
  });

  test('with a change that failed half-way', async () => {
    const gone = put(0);
    const failure = new CertToolError('store-failed');
    const store = remembered(({ remove }) => ({
      async remove(thumbprint) {
        await remove(thumbprint);
        throw failure;
      },
    }));
    await store.list();
    await expect(store.remove(gone)).rejects.toBe(failure);
    expect([await store.list(), reads]).toEqual([[], 1]);
  });
});

test('changes before the first reading need none', async () => {
  const store = remembered();
  const { installed } = await installInto(store);
  await store.remove(installed.thumbprint);
  expect(reads).toBe(0);
  await expectInStep(store);
});

describe('reads it all again', () => {
  test('where it is asked to, and remembers that', async () => {
    const first = put(0);
    const store = remembered();
    await store.list();
    const later = put(1);
    const both = [first, later].sort();
    expect((await store.listAnew?.())?.map(({ thumbprint }) => thumbprint).sort()).toEqual(both);
    expect([await thumbprints(store), reads]).toEqual([both, 2]);
  });

  test('after a repair, whatever was listed meanwhile', async () => {
    const { pem, installed } = await installInto(real);
    const location = installed.location ?? '';
    const file = join(location, 'certificate.pem');
    renameSync(file, join(home, 'aside.pem'));
    const store = remembered(({ repair }) => ({
      async repair(...given) {
        expect(await store.list()).toEqual([]);
        return (await repair?.(...given)) ?? false;
      },
    }));
    expect(await store.list()).toEqual([]);
    expect(await store.repair?.(pem, [ca.pem], 'hanako')).toBe(true);
    expect(await thumbprints(store)).toEqual([installed.thumbprint]);
    await expectInStep(store);
  });

  test('after an installation that failed half-way, which fails with its own error', async () => {
    const failure = new CertToolError('store-failed');
    const store = remembered(({ install }) => ({
      async install(...given) {
        await install(...given);
        throw failure;
      },
    }));
    await store.list();
    await expect(installInto(store)).rejects.toBe(failure);
    await expectInStep(store);
    expect(await store.list()).toHaveLength(1);
  });

  test('after a change that cannot be looked at, and went well all the same', async () => {
    const gone = put(0);
    const store = remembered(() => ({
      find: async () => {
        throw new CertToolError('store-failed');
      },
    }));
    await store.list();
    await store.remove(gone);
    expect([await store.list(), reads]).toEqual([[], 2]);
  });
});

test.skipIf(process.platform === 'win32')('a store that became unsafe says so', async () => {
  const thumbprint = put(0);
  const store = remembered();
  await store.list();
  chmodSync(dir, 0o777);
  await expect(store.remove(thumbprint)).rejects.toMatchObject({ errorName: 'store-unsafe' });
  chmodSync(dir, 0o700);
  await expectInStep(store);
});

test('can no more than the store can, but for looking anew', () => {
  const abilities = (store: object) => [...Object.keys(store), 'listAnew'].sort();
  const { archive: _archive, repair: _repair, ...less } = real;
  expect(Object.keys(rememberedStore(less, () => 0)).sort()).toEqual(abilities(less));
  expect(Object.keys(remembered()).sort()).toEqual(abilities(real));
});

describe('whether it can be used', () => {
  function probed(fails: () => boolean = () => false) {
    let probes = 0;
    const store = remembered((opened) => ({
      async probe() {
        probes += 1;
        if (fails()) throw new CertToolError('store-failed');
        return opened.probe();
      },
    }));
    return { store, probes: () => probes };
  }

  test('is seen once for many, and again after ten seconds', async () => {
    const { store, probes } = probed();
    const [first, second] = await Promise.all([store.probe(), store.probe()]);
    expect([second, probes()]).toEqual([first, 1]);
    elapsedMs = 10_000;
    await store.probe();
    expect(probes()).toBe(1);
    elapsedMs = 10_001;
    expect([await store.probe(), probes()]).toEqual([first, 2]);
  });

  test('is tried again where it could not', async () => {
    let isBroken = true;
    const { store, probes } = probed(() => isBroken);
    await expect(store.probe()).rejects.toThrow(CertToolError);
    isBroken = false;
    await store.probe();
    expect(probes()).toBe(2);
  });
});
