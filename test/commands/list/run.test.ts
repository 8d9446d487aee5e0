import { chmodSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createJournal, type Entry } from '../../../src/enrollment/journal.ts';
import { syncedFolder } from '../../../src/system/synced-folder.ts';
import { createFileStore } from '../../../src/winstore/file/store.ts';
import { putInFileStore } from '../../support/file-store.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, type Issued, issue, openssl, RSA } from '../../support/test-ca.ts';

const NOW = new Date('2026-06-01T00:00:00Z');
const ISSUER = '/O=(9999)NTT DATA CORPORATION/OU=(9999)ANSER-WEB(BizSOL) TEST CA - G4/CN=TEST CA';

let folder: string;
let ca: Issued;
let otherCa: Issued;
let key: string;
let home: string;

beforeAll(() => {
  folder = makeTempFolder();
  key = openssl(['genpkey', ...RSA]).toString();
  ca = issue(folder, { subject: ISSUER, extensions: CA_EXTENSIONS });
  otherCa = issue(folder, { subject: '/CN=Other CA', extensions: CA_EXTENSIONS });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  home = tempFolder();
});

interface Wanted {
  readonly sequence?: string;
  readonly from?: string;
  readonly until?: string;
  readonly serial?: string;
  readonly issuer?: Issued;
  readonly key?: 'good' | 'missing' | 'garbage';
  readonly subject?: string;
  readonly extensions?: readonly string[];
}

const stamp = (day: string) => `${day.replaceAll('-', '')}235959Z`;
/** So many days before the end at `NOW`, rounded down as the program does. */
const day = (days: number) => new Date(NOW.getTime() + days * 86_400_000).toISOString().slice(0, 10);

/** Puts a certificate of the bank's shape into the file store of this test. */
function put(loginId: string, wanted: Wanted = {}) {
  const { sequence = 'A001', from = '2026-01-01', until = '2027-01-01', key: keyState = 'good' } = wanted;
  const bankSubject = `/O=(9999)NTT DATA CORPORATION/OU=(9999)ANSER-WEB(BizSOL) TEST CA - G4/CN=${loginId} ${sequence} 20200304153656560435`;
  const { pem } = issue(folder, {
    subject: wanted.subject ?? bankSubject,
    issuer: wanted.issuer ?? ca,
    extensions: wanted.extensions ?? CLIENT_EXTENSIONS,
    key,
    from: stamp(from),
    until: stamp(until),
    ...(wanted.serial ? { serial: wanted.serial } : {}),
  });
  return putInFileStore(home, pem, { good: key, garbage: 'garbage', missing: undefined }[keyState]);
}

async function unfinished(loginId: string): Promise<void> {
  const dir = join(home, 'journal');
  const entry: Entry = {
    version: 1,
    bankId: 'bank',
    loginId,
    kind: 'issue',
    store: `file:${join(home, 'store')}`,
    id: 'id-1',
    keySize: 2048,
    step: 'sent',
    startedAt: '2026-05-31T00:00:00.000Z',
    csr: 'csr',
    publicKeyHash: 'hash',
  };
  await createJournal(syncedFolder(dir), dir).write(entry);
}

const list = (argv: readonly string[] = [], columns?: number, lang = 'en') =>
  runInProcess(['list', '--store', 'file', '--lang', lang, ...argv], {
    env: { CERT_TOOL_HOME: home },
    ...(columns === undefined ? {} : { columns }),
    alter: () => ({ now: () => NOW }),
  });

interface Document {
  readonly ok: boolean;
  readonly store: string;
  readonly error?: { readonly code: string; readonly name: string; readonly exitCode: number };
  readonly certificates: readonly Record<string, unknown>[];
  readonly unfinished?: readonly unknown[];
}

async function json(argv: readonly string[] = []): Promise<Document & { exitCode: number }> {
  const { stdout, exitCode } = await list([...argv, '--json']);
  expect(stdout).toMatch(/^[\x20-\x7e]*\n$/);
  return { ...(JSON.parse(stdout) as Document), exitCode };
}

const loginIds = async (argv: readonly string[]) =>
  (await json(argv)).certificates.map((each) => each['loginId'] ?? each['subject']);

describe('which certificates are shown', () => {
  beforeEach(() => {
    put('user1');
    put('データ花子', { until: '2026-07-01' });
    put('x', { subject: '/CN=someone else' });
    put('server', { extensions: ['extendedKeyUsage=serverAuth'] });
    put('bad', { subject: '/CN=bad A001 123' });
  });

  test('ours, and how many others there are', async () => {
    expect(await loginIds([])).toEqual(['user1', 'データ花子']);
    const { stderr, stdout } = await list();
    expect(stderr).toContain('3 other certificates');
    expect(stdout).not.toContain('someone else');
  });

  test('all with --all, login ID and sequence null where there are none', async () => {
    const { certificates } = await json(['--all']);
    expect(certificates).toHaveLength(5);
    const other = certificates.find((each) => each['subject'] === 'CN=someone else');
    expect(other).toMatchObject({ loginId: null, sequence: null });
    expect((await list(['--all'])).stdout).toContain('someone else');
  });

  test('none: said so, exit code 0', async () => {
    home = tempFolder();
    expect(await list()).toMatchObject({ exitCode: 0, stdout: 'There is no certificate on this PC.\n' });
    expect(await json()).toMatchObject({ ok: true, certificates: [], exitCode: 0 });
  });

  test('the expiring ones, expired ones included', async () => {
    put('gone', { until: '2026-05-01' });
    put('edge', { until: day(39) });
    put('later', { until: day(40) });
    expect(await loginIds(['--expiring'])).toEqual(['edge', 'gone', 'データ花子']);
    expect(await loginIds(['--expiring', '10'])).toEqual(['gone']);
    expect(await loginIds(['--expiring', '0'])).toEqual(['gone']);
    expect(await loginIds(['--expiring=400'])).toHaveLength(5);
  });
});

describe('the order', () => {
  beforeEach(() => {
    put('b', { until: '2026-06-20' });
    put('a', { until: '2027-01-01' });
    put('c', { until: '2026-05-01' });
    put('d', { until: '2027-02-01', from: '2026-12-01' });
  });

  test.each([
    [[], 'a b c d'],
    [['--desc'], 'd c b a'],
    [['--sort', 'login-id'], 'a b c d'],
    [['--sort', 'expires'], 'c b a d'],
    [['--sort', 'expires', '--desc'], 'd a b c'],
  ])('%j', async (argv, order) => {
    expect((await loginIds(argv)).join(' ')).toBe(order);
  });

  test('by state keeps each state together', async () => {
    put('e', { until: '2028-01-01' });
    const states = (await json(['--sort', 'state'])).certificates.map((each) => String(each['state']));
    const runs = states.filter((state, index) => state !== states[index - 1]);
    expect(new Set(runs).size).toBe(runs.length);
  });
});

test('the JSON has exactly the promised fields', async () => {
  const { location, thumbprint } = put('user1', { serial: '5B8E869E2BC4B2225302F34ADA65184E' });
  const { stdout, exitCode } = await list(['--json']);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    schema: 'cert-tool/list/1',
    ok: true,
    store: 'file',
    certificates: [
      {
        loginId: 'user1',
        sequence: 'A001',
        name: 'user1 A001',
        subject:
          'CN=user1 A001 20200304153656560435,OU=(9999)ANSER-WEB(BizSOL) TEST CA - G4,O=(9999)NTT DATA CORPORATION',
        issuer: 'CN=TEST CA,OU=(9999)ANSER-WEB(BizSOL) TEST CA - G4,O=(9999)NTT DATA CORPORATION',
        serialNumber: '5b8e869e2bc4b2225302f34ada65184e',
        thumbprint,
        notBefore: '2026-01-01T23:59:59Z',
        notAfter: '2027-01-01T23:59:59Z',
        lastWorkingDay: '2027-01-01',
        daysLeft: 214,
        state: 'issued',
        hasPrivateKey: true,
        friendlyName: '',
        location,
      },
    ],
  });
  expect(thumbprint).toMatch(/^[0-9a-f]{40}$/);
});

describe('what is damaged', () => {
  test('a certificate file: a warning in a listing, exit code 11 with --check', async () => {
    const { thumbprint, location } = put('user1');
    writeFileSync(join(location, 'certificate.pem'), '');
    const listed = await list();
    expect(listed).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('CT-0004') });
    expect(listed.stderr).toContain(location);
    const checked = await list(['--check']);
    expect(checked).toMatchObject({ exitCode: 11, stderr: expect.stringContaining(location) });
    expect(await json(['--check'])).toMatchObject({
      exitCode: 11,
      error: { name: 'attention' },
      damaged: [{ thumbprint, location }],
    });
  });

  test('a chain: exit code 11 with --check', async () => {
    const { location } = put('user1');
    expect(await json(['--check'])).toMatchObject({ exitCode: 0, damaged: [] });
    writeFileSync(join(location, 'chain.pem'), ca.pem);
    expect(await json(['--check'])).toMatchObject({ exitCode: 0, damaged: [] });
    writeFileSync(join(location, 'chain.pem'), ca.pem.slice(0, 200));
    expect(await json(['--check'])).toMatchObject({
      exitCode: 11,
      certificates: [{ attention: ['damaged'] }],
      damaged: [{ location, attention: ['damaged'] }],
    });
    const { stdout, stderr } = await list(['--check']);
    expect(stderr).toContain(location);
    expect(stdout).toContain('\n  user1 A001  its files are damaged\n');
  });

  test.skipIf(process.platform === 'win32')('a key that others can read: unusable, and why', async () => {
    const { location } = put('user1');
    chmodSync(join(location, 'key.pem'), 0o644);
    expect(await json(['--check'])).toMatchObject({ exitCode: 11, certificates: [{ keyUsable: false }] });
    const { stderr, exitCode } = await list(['--check']);
    expect(exitCode).toBe(11);
    expect(stderr).toContain(`${join(location, 'key.pem')} is not safe to use: other users can read it.`);
  });
});

describe('--check', () => {
  test('none here: 8', async () => {
    expect(await json(['--check'])).toMatchObject({
      exitCode: 8,
      ok: false,
      error: { code: 'CT-8001', exitCode: 8 },
      certificates: [],
    });
    put('x', { subject: '/CN=someone else' });
    put('server', { extensions: ['extendedKeyUsage=serverAuth'] });
    expect((await list(['--check'])).exitCode).toBe(8);
    expect((await list(['--check', '--all'])).exitCode).toBe(8);
  });

  test('all well: 0, each of our keys tried', async () => {
    put('user1');
    const document = await json(['--check']);
    expect(document).toMatchObject({ exitCode: 0, ok: true, certificates: [{ keyUsable: true }] });
    expect(document.error).toBeUndefined();
    expect((await list(['--check'])).stdout).toContain('works');
  });

  test('when it was looked, and on which PC: its host name, or the label that is set', async () => {
    put('user1');
    const time = '2026-06-01T00:00:00Z';
    expect(await json(['--check'])).toMatchObject({ time, device: hostname() });
    writeFileSync(join(home, 'config.json'), JSON.stringify({ deviceLabel: '経理課 {computer}' }));
    expect(await json(['--check'])).toMatchObject({ time, device: `経理課 ${hostname()}` });
    expect(await json([])).not.toHaveProperty('device');
    const noStore = ['--store-dir', join(home, 'config.json')];
    expect(await json(['--check', ...noStore])).toMatchObject({
      ok: false,
      time,
      device: expect.any(String),
    });
    expect(await json(noStore)).not.toHaveProperty('device');
  });

  const DUE: readonly [what: string, why: string, make: () => void | Promise<void>][] = [
    [
      'a renewable one',
      'u A001  expires soon (2026-07-11; last working day 2026-07-10)',
      () => void put('u', { until: day(39) }),
    ],
    ['an expired one', 'u A001  expired (2026-05-02)', () => void put('u', { until: '2026-05-01' })],
    [
      'one that is not valid yet',
      'u A001  not yet valid (from 2026-07-02)',
      () => void put('u', { from: '2026-07-01' }),
    ],
    ['a missing key', 'u A001  its private key is missing', () => void put('u', { key: 'missing' })],
    ['an unusable key', 'u A001  its private key is unusable', () => void put('u', { key: 'garbage' })],
    [
      'an unusable key of one that ends',
      'u A001  expires soon (2026-07-11; last working day 2026-07-10), its private key is unusable',
      () => void put('u', { until: day(39), key: 'garbage' }),
    ],
    [
      'an unfinished entry',
      'u  a request is unfinished',
      async () => {
        put('u');
        await unfinished('u');
      },
    ],
    ['an unfinished entry alone', 'u  a request is unfinished', () => unfinished('u')],
  ];
  for (const [what, why, make] of DUE) {
    test(`${what}: 11`, async () => {
      await make();
      const document = await json(['--check']);
      expect(document).toMatchObject({ exitCode: 11, ok: false, error: { code: 'CT-11001', exitCode: 11 } });
      const { exitCode, stdout, stderr } = await list(['--check']);
      expect(exitCode).toBe(11);
      expect(stdout + stderr).toContain('attention');
      expect(stdout.split('\n').slice(-2)).toEqual([`  ${why}`, '']);
    });
  }

  test('so many days ahead', async () => {
    put('u', { until: day(39) });
    expect((await list(['--check', '40'])).exitCode).toBe(11);
    expect((await list(['--check', '39'])).exitCode).toBe(0);
    expect((await list(['--check=0'])).exitCode).toBe(0);
  });

  test('says nothing of a certificate that is not ours', async () => {
    put('user1');
    put('x', { subject: '/CN=someone else', until: '2026-05-01', key: 'garbage' });
    put('server', { extensions: ['extendedKeyUsage=serverAuth'], until: '2026-05-01', key: 'missing' });
    expect((await list(['--check'])).exitCode).toBe(0);
    const { exitCode, certificates } = await json(['--check', '--all']);
    expect(exitCode).toBe(0);
    expect(certificates.find((each) => each['subject'] === 'CN=someone else')).not.toHaveProperty(
      'keyUsable',
    );
  });

  test('a superseded one never counts', async () => {
    put('u', { until: '2026-05-01', key: 'missing' });
    put('u', { sequence: 'A002', from: '2026-04-20' });
    const { stdout, exitCode } = await list(['--check']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('(superseded)');
  });

  test.each<[string, () => void]>([
    ['is another login ID', () => void put('v', { sequence: 'A002', from: '2026-04-20' })],
    ['has no key', () => void put('u', { sequence: 'A002', from: '2026-04-20', key: 'missing' })],
    ['is of another issuer', () => void put('u', { sequence: 'A002', from: '2026-04-20', issuer: otherCa })],
    ['is not valid yet', () => void put('u', { sequence: 'A002', from: '2026-06-20' })],
  ])('but it counts when the newer one %s', async (_, make) => {
    put('u', { until: '2026-05-01' });
    make();
    expect((await list(['--check'])).exitCode).toBe(11);
  });

  test('looks at all of ours, whatever the list is narrowed to', async () => {
    put('u', { until: '2026-05-01' });
    put('u', { sequence: 'A002', from: '2026-04-20' });
    expect((await list(['--check', '--expiring', '10'])).exitCode).toBe(0);
    home = tempFolder();
    put('v');
    expect(await json(['--check', '--expiring', '10'])).toMatchObject({ exitCode: 0, certificates: [] });
  });
});

test('a pending key that no entry knows is named, not removed', async () => {
  const store = createFileStore({ dir: join(home, 'store'), makeParents: true });
  await store.request('lost-journal', { loginId: 'user1', keySize: 2048 });
  const { exitCode, stderr } = await list();
  expect(exitCode).toBe(0);
  expect(stderr).toContain('lost-journal');
  expect(await store.pending()).toHaveLength(1);
});

describe('an unfinished request', () => {
  test('is told of, with the command that completes it', async () => {
    put('u');
    await unfinished('user9');
    const { exitCode, stderr } = await list();
    expect(exitCode).toBe(0);
    expect(stderr).toContain('"cert-tool issue user9 --store file"');
    expect((await json(['--check'])).unfinished).toEqual([
      { loginId: 'user9', startedAt: '2026-05-31T00:00:00.000Z', attention: ['unfinished'] },
    ]);
  });
});

describe('the width of the terminal', () => {
  beforeEach(() => {
    put('logid031');
    put('データ花子', { until: '2026-06-20', key: 'missing' });
    put('a-rather-long-login-id@example', { sequence: 'A123', until: '2026-05-01' });
    put('logid031', { sequence: 'A000', from: '2025-01-01', until: '2026-05-01' });
    put('future', { from: '2026-12-01' });
  });

  for (const lang of ['ja', 'en']) {
    for (const columns of [60, 69, 70, 80, 110, 140, 170]) {
      for (const argv of [[], ['--check']]) {
        test(`${columns} columns, ${lang} ${argv}`, async () => {
          const { stdout, stderr } = await list(argv, columns, lang);
          const lines = stripVTControlCharacters(stdout).trimEnd().split('\n');
          for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(columns);
          expect(stdout).toContain('データ花子');
          const asTable = !lines.includes('');
          expect(asTable).toBe(columns >= 110);
          const serial = /5b8e869e2bc4b2225302f34ada65184e/;
          const hours = lang === 'ja' ? /\d{2}時\d{2}分/ : /\d{2}:\d{2}:\d{2}/;
          if (columns >= 170) expect(stdout).toMatch(hours);
          if (columns < 110) expect(stdout).not.toMatch(hours);
          if (columns !== 110) expect(stdout).toMatch(serial);
          if (!asTable) expect(lines.filter((line) => line === '')).toHaveLength(4);
          expect(stderr).toMatch(/^[^\n]*(?:日付と時刻|date and time)[^\n]*\n$/);
        });
      }
    }
  }
});

describe('a certificate of somebody else', () => {
  test('has a name in each row, whatever its subject', async () => {
    put('', { subject: '/', extensions: [...CLIENT_EXTENSIONS, 'subjectAltName=DNS:pc1.example'] });
    const { thumbprint } = put('', { subject: '/CN= ' });
    put('', { subject: '/O=Example/OU=Sales' });
    put('', { subject: '/CN=\u5c71\u7530\u001b[2J' });
    for (const columns of [60, 80, 100, 140, undefined]) {
      const { stdout } = await list(['--all'], columns);
      for (const name of ['pc1.example', thumbprint.slice(0, 19), 'OU=Sales,O=Example', '山田\\u{1b}[2J']) {
        expect(stdout).toMatch(new RegExp(`^(Login ID +)?${name.replace(/[\\[{}]/g, '\\$&')}`, 'm'));
      }
    }
    const { certificates } = await json(['--all']);
    expect(certificates.map(({ name }) => name).sort()).toEqual(
      ['pc1.example', thumbprint, 'OU=Sales,O=Example', '山田\u001b[2J'].sort(),
    );
  });

  test('is shortened to fit a terminal, and not where the output is piped', async () => {
    const name = `${'very '.repeat(12)}long`;
    put('', { subject: `/CN=${name}` });
    put('user1');
    for (const lang of ['ja', 'en']) {
      const shown = (await list(['--all'], 80, lang)).stdout;
      expect(shown).toMatch(/^very very very.*… +- /m);
      for (const line of shown.split('\n')) expect(stringWidth(line), line).toBeLessThanOrEqual(80);
      const piped = (await list(['--all'], undefined, lang)).stdout;
      expect(piped).toContain(name);
      expect(piped.trimEnd().split('\n')).toHaveLength(3);
    }
  });
});

describe('days left', () => {
  test('are words where no number tells them', async () => {
    put('gone', { until: '2026-05-01' });
    put('endless', { until: '9999-12-31' });
    const [ja, en] = [await list([], undefined, 'ja'), await list()];
    expect(ja.stdout).toMatch(/gone .*有効期限切れ .* {2}期限切れ /);
    expect(ja.stdout).toMatch(/endless .* {2}期限なし +期限なし /);
    expect(en.stdout).toMatch(/endless .* {2}no end +no end /);
    expect((await json([])).certificates[0]).toMatchObject({
      daysLeft: 2_912_291,
      lastWorkingDay: null,
    });
  });
});

describe('the last working day', () => {
  test.each([
    ['ja', 170, '2027年01月02日 08時59分59秒  2027年01月01日'],
    ['ja', 120, '2027年01月02日  2027年01月01日'],
    ['en', 120, '2027-01-02  2027-01-01'],
    ['en', 80, '2027-01-02  2027-01-01'],
    ['ja', 60, '最終利用日          2027年01月01日'],
  ])('stands beside the expiry: %s, %d columns', async (lang, columns, shown) => {
    put('hanakodt');
    expect((await list([], columns, lang)).stdout).toContain(shown);
  });
});

describe('usual login IDs', () => {
  beforeEach(() => {
    put('logid031');
    put('jirodt', { until: '2026-06-20', key: 'missing' });
    put('hanakodt', { sequence: 'A123', until: '2026-05-01' });
    put('logid031', { sequence: 'A000', from: '2025-01-01', until: '2026-05-01' });
  });

  for (const lang of ['ja', 'en']) {
    for (const argv of [[], ['--check']]) {
      test(`fit a table of 80 columns, ${lang} ${argv}`, async () => {
        const { stdout } = await list(argv, 80, lang);
        const lines = stripVTControlCharacters(stdout).trimEnd().split('\n');
        const table = lines.findIndex((line) => /^ {2}|attention|対応/.test(line));
        expect(argv.length === 0 ? lines.length : table).toBe(5);
        for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(80);
        expect(stdout).not.toContain('5b8e869e2bc4b2225302f34ada65184e');
      });

      test(`fit a table of 110 columns with serial numbers, ${lang} ${argv}`, async () => {
        const { stdout } = await list(argv, 110, lang);
        const lines = stripVTControlCharacters(stdout).trimEnd().split('\n');
        for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(110);
        expect(stdout).toContain('5b8e869e2bc4b2225302f34ada65184e');
      });
    }
  }
});

test('a store that does not exist yet is empty, and nothing is made by looking', async () => {
  expect((await list()).exitCode).toBe(0);
  expect(() => unlinkSync(join(home, 'store'))).toThrow(/ENOENT/);
});

test('a name cannot move the cursor', async () => {
  put('x', { subject: '/CN=evil\u001b[2J\u202e name' });
  const { stdout } = await list(['--all']);
  expect(stdout).toContain('evil\\u{1b}[2J\\u{202e} name');
});
