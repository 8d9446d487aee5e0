import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Deps } from '../../../src/commands/deps.ts';
import { CertToolError } from '../../../src/core/error.ts';
import type { Bank } from '../../../src/core/ports/bank.ts';
import { createJournal, type Entry } from '../../../src/enrollment/journal.ts';
import { syncedFolder } from '../../../src/system/synced-folder.ts';
import { putInFileStore } from '../../support/file-store.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, type Issued, issue, openssl, RSA } from '../../support/test-ca.ts';
import { issueCrl } from '../../support/test-crl.ts';

const NOW = new Date('2026-06-01T00:00:00Z');

let folder: string;
let ca: Issued;
let otherCa: Issued;
let key: string;
let otherKey: string;
let home: string;
let crl: Uint8Array | CertToolError;

beforeAll(() => {
  folder = makeTempFolder();
  key = openssl(['genpkey', ...RSA]).toString();
  otherKey = openssl(['genpkey', ...RSA]).toString();
  ca = issue(folder, { subject: '/O=bank/CN=CA', extensions: CA_EXTENSIONS });
  otherCa = issue(folder, { subject: '/O=other/CN=CA', extensions: CA_EXTENSIONS });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  home = tempFolder();
  crl = new CertToolError('bank-unreachable', { params: { host: 'bank.example', detail: 'down' } });
});

interface Wanted {
  readonly sequence?: string;
  readonly from?: string;
  readonly until?: string;
  readonly serial?: string;
  readonly issuer?: Issued;
  readonly subject?: string;
  readonly key?: string;
  readonly withoutKey?: boolean;
}

/** Certificates that tests had issued: the same one serves them all. */
const issued = new Map<string, string>();

/** Puts a certificate of the bank's shape into the file store of this test. */
function put(loginId: string, wanted: Wanted = {}) {
  const { sequence = 'A001', from = '20260101', until = '20270101', issuer = ca } = wanted;
  const id = JSON.stringify([loginId, wanted]);
  const pem =
    issued.get(id) ??
    issue(folder, {
      subject: wanted.subject ?? `/O=bank/CN=${loginId} ${sequence} 20200304153656560435`,
      issuer,
      extensions: CLIENT_EXTENSIONS,
      key: wanted.key ?? key,
      from: `${from}000000Z`,
      until: `${until}235959Z`,
      ...(wanted.serial ? { serial: wanted.serial } : {}),
    }).pem;
  issued.set(id, pem);
  return putInFileStore(home, pem, wanted.withoutKey ? undefined : (wanted.key ?? key));
}

async function unfinished(entry: Partial<Entry> & { loginId: string }): Promise<void> {
  const dir = join(home, 'journal');
  await createJournal(syncedFolder(dir), dir).write({
    version: 1,
    bankId: 'bank',
    kind: 'issue',
    store: `file:${join(home, 'store')}`,
    id: 'id-1',
    keySize: 2048,
    step: 'sent',
    startedAt: '2026-05-31T00:00:00.000Z',
    csr: 'csr',
    publicKeyHash: 'hash',
    ...entry,
  });
}

/** A bank whose revocation list is `crl`. */
function bank(): Bank {
  return {
    offers: [],
    status: async () => ({ bankId: 'bank', name: 'Bank', status: 'ok', time: NOW }),
    caChain: async () => [ca.pem],
    async crl() {
      if (crl instanceof CertToolError) throw crl;
      return crl;
    },
    logIn: () => Promise.reject(new Error('nobody logs in')),
    async close() {},
  };
}

interface Answers {
  /** What the person at the terminal types; without it there is no terminal. */
  readonly confirm?: boolean;
  readonly choose?: number;
}

const asked: string[] = [];

function alter({ confirm, choose }: Answers, more: (deps: Deps) => Partial<Deps> = () => ({})) {
  return (deps: Deps): Partial<Deps> => {
    const interactive = confirm !== undefined || choose !== undefined;
    const prompts = {
      ...deps.ui.prompts,
      async confirm(question: string) {
        asked.push(question);
        return confirm === true;
      },
      async choose<T>(_question: string, choices: readonly { name: string; value: T }[]) {
        const chosen = choices.at(choose ?? 0);
        if (!chosen) throw new Error('no such choice');
        asked.push(...choices.map(({ name }) => name));
        return chosen.value;
      },
    };
    const ui = Object.defineProperties(Object.create(deps.ui), {
      interactive: { value: interactive },
      prompts: { value: prompts },
    }) as Deps['ui'];
    const identity = { bankId: 'bank', chain: [ca.pem], chains: [[ca.pem]] };
    return {
      ui,
      now: () => NOW,
      knownIdentity: async () => identity,
      keepIdentity: async () => identity,
      openBank: async () => bank(),
      ...more(deps),
    };
  };
}

function remove(argv: readonly string[], answers: Answers = {}, more?: (deps: Deps) => Partial<Deps>) {
  asked.length = 0;
  return runInProcess(['remove', '--store', 'file', '--lang', 'en', ...argv], {
    env: { CERT_TOOL_HOME: home, CERT_TOOL_BANK: 'https://bank.example' },
    alter: alter(answers, more),
  });
}

async function json(argv: readonly string[], more?: (deps: Deps) => Partial<Deps>) {
  const { stdout, exitCode, stderr } = await remove([...argv, '--yes', '--json'], {}, more);
  expect(stdout).toMatch(/^[\x20-\x7e]*\n$/);
  const document = JSON.parse(stdout) as {
    ok: boolean;
    results?: RemovalResult[];
    error?: { name: string; message: string; exitCode: number };
  };
  const { results = [] } = document;
  const removed = results.filter(({ outcome }) => outcome === 'removed');
  return { ...document, removed, failed: results.filter(({ ok }) => !ok), exitCode, stderr };
}

interface RemovalResult {
  loginId: string | null;
  thumbprint: string | null;
  ok: boolean;
  outcome?: string;
  error?: { name: string };
}

const isHere = ({ location }: { location: string }) => existsSync(location);
const thumbprints = (removed: readonly Pick<RemovalResult, 'thumbprint'>[] = []) =>
  removed.map((each) => each.thumbprint);

describe('a certificate that is named', () => {
  test.each([
    ['login ID', () => 'hanako'],
    ['thumbprint', (it: { thumbprint: string }) => it.thumbprint.toUpperCase()],
    [
      'the beginning of the thumbprint, as Windows shows it',
      (it: { thumbprint: string }) => it.thumbprint.slice(0, 12).replace(/../g, '$& ').trim(),
    ],
    ['serial number', (it: { serialNumber: string }) => it.serialNumber],
    ['the beginning of the serial number', (it: { serialNumber: string }) => it.serialNumber.slice(0, 6)],
  ])('by its %s', async (_what, name) => {
    const [mine, other] = [put('hanako', { serial: 'AB12CD' }), put('jiro')];
    const { ok, removed, exitCode } = await json([name(mine)]);
    expect({ ok, exitCode }).toEqual({ ok: true, exitCode: 0 });
    expect(removed).toMatchObject([
      { loginId: 'hanako', thumbprint: mine.thumbprint, serialNumber: mine.serialNumber },
    ]);
    expect([isHere(mine), isHere(other)]).toEqual([false, true]);
    expect((await json([name(mine)])).exitCode).toBe(8);
  });

  test('several at once, one of them twice', async () => {
    const [one, two, three] = [put('one'), put('two'), put('three')];
    const { removed } = await json(['one', two.thumbprint, one.thumbprint]);
    expect(thumbprints(removed).sort()).toEqual([one.thumbprint, two.thumbprint].sort());
    expect([one, two, three].map(isHere)).toEqual([false, false, true]);
  });

  test('a name that fits none, or several: nothing is removed, the candidates are named', async () => {
    const [old, current] = [put('hanako', { from: '20250101' }), put('hanako', { sequence: 'A002' })];
    const many = await json(['hanako']);
    expect(many).toMatchObject({ ok: false, exitCode: 2, error: { name: 'ambiguous-certificate' } });
    for (const each of [old, current]) expect(many.error?.message).toContain(each.thumbprint);
    for (const name of ['nobody', 'abcde', 'ffffffffff']) {
      expect(await json([name])).toMatchObject({ exitCode: 8, error: { name: 'certificate-not-found' } });
    }
    expect([old, current].every(isHere)).toBe(true);
  });

  test('of several names one that fits none, or several, stops no other: 9', async () => {
    const [old, current] = [put('hanako', { from: '20250101' }), put('hanako', { sequence: 'A002' })];
    const { exitCode, results } = await json(['nobody', old.thumbprint, 'hanako']);
    expect(exitCode).toBe(9);
    const nothing = { loginId: null, thumbprint: null, serialNumber: null, ok: false };
    expect(results).toMatchObject([
      { given: 'nobody', ...nothing, error: { name: 'certificate-not-found', exitCode: 8 } },
      { loginId: 'hanako', thumbprint: old.thumbprint, ok: true, outcome: 'removed' },
      { given: 'hanako', ...nothing, error: { name: 'ambiguous-certificate', exitCode: 2 } },
    ]);
    expect([old, current].map(isHere)).toEqual([false, true]);
  });

  test("another bank's or anybody's only by its thumbprint", async () => {
    const other = put('hanako', { issuer: otherCa, serial: 'AB12CD34' });
    const foreign = put('x', { subject: '/CN=VPN', issuer: otherCa, serial: 'AB12CD35' });
    for (const name of ['hanako', 'ab12cd34', other.serialNumber]) {
      expect(await json([name])).toMatchObject({ exitCode: 8, error: { name: 'certificate-not-found' } });
    }
    expect([other, foreign].every(isHere)).toBe(true);
    const noBank = () => ({
      knownIdentity: async () => undefined,
      openBank: () => Promise.reject(new Error('asked')),
    });
    expect((await json([other.thumbprint, foreign.thumbprint], noBank)).removed).toHaveLength(2);
  });

  test('one whose key is missing or that is damaged', async () => {
    const half = put('hanako', { withoutKey: true });
    const garbage = put('jiro', { key });
    writeFileSync(join(garbage.location, 'key.pem'), 'garbage', { mode: 0o600 });
    expect((await json(['hanako', 'jiro'])).removed).toHaveLength(2);
    expect([half, garbage].some(isHere)).toBe(false);
  });
});

describe('one whose certificate file is damaged', () => {
  const damage = (loginId: string) => {
    const damaged = put(loginId);
    writeFileSync(join(damaged.location, 'certificate.pem'), 'garbage');
    return damaged;
  };

  test('by its thumbprint or the first digits, alone or among others; its key goes, too', async () => {
    const [first, second] = [damage('hanako'), damage('jiro')];
    const good = put('taro');
    const alone = await remove([first.thumbprint.toUpperCase(), '--yes']);
    expect(alone.exitCode, alone.stderr).toBe(0);
    expect(alone.stdout).toContain(first.thumbprint);
    expect(alone.stderr).toContain('private key may still work');
    const { results } = await json([second.thumbprint.slice(0, 20), 'taro']);
    expect(results).toMatchObject([
      { ok: true, loginId: null, thumbprint: second.thumbprint, outcome: 'removed' },
      { ok: true, loginId: 'taro', outcome: 'removed' },
    ]);
    expect([first, second, good].some(isHere)).toBe(false);
  });

  test('asks first, names the folder', async () => {
    const damaged = damage('hanako');
    const kept = await remove([damaged.thumbprint], { confirm: false });
    expect(kept.stderr).toContain(damaged.location);
    expect(isHere(damaged)).toBe(true);
    expect((await remove([damaged.thumbprint], { confirm: true })).exitCode).toBe(0);
    expect(isHere(damaged)).toBe(false);
  });

  test('not while an unfinished request needs it, or may need it', async () => {
    const [replaced, own, other] = [damage('hanako'), damage('jiro'), damage('saburo')];
    const { thumbprint, serialNumber } = replaced;
    await unfinished({ loginId: 'hanako', kind: 'renewal', predecessor: { thumbprint, serialNumber } });
    await unfinished({ loginId: 'jiro', step: 'installed', certificate: own.pem, chain: [ca.pem] });
    for (const each of [replaced, own]) {
      expect(await json([each.thumbprint])).toMatchObject({ error: { name: 'certificate-in-use' } });
    }
    expect((await json([other.thumbprint])).ok).toBe(true);
    const late = damage('shiro');
    writeFileSync(join(home, 'journal', 'bank.x.json'), 'garbage');
    expect(await json([late.thumbprint])).toMatchObject({ error: { name: 'damaged-entry' } });
    expect([replaced, own, other, late].map(isHere)).toEqual([true, true, false, true]);
  });
});

describe('those that are described', () => {
  test('--expired', async () => {
    const [gone, lastDay, good] = [
      put('gone', { from: '20250101', until: '20260530' }),
      put('last', { until: '20260601' }),
      put('good'),
    ];
    const foreign = put('foreign', { from: '20250101', until: '20260530', issuer: otherCa });
    expect(thumbprints((await json(['--expired'])).removed)).toEqual([gone.thumbprint]);
    expect([gone, lastDay, good, foreign].map(isHere)).toEqual([false, true, true, true]);
    expect(await json(['--expired'])).toMatchObject({ ok: true, removed: [], exitCode: 0 });
    expect((await remove(['--expired', '--yes'])).stdout).toContain('nothing to remove');
  });

  describe('--superseded', () => {
    const withOld = () => put('hanako', { from: '20250701', until: '20260701', key: otherKey });

    test('when a newer one of the same issuer and login ID works', async () => {
      const [one, two, current, other] = [
        withOld(),
        put('hanako', { sequence: 'A002', from: '20250901', key: otherKey }),
        put('hanako', { sequence: 'A003' }),
        put('jiro', { from: '20250701' }),
      ];
      const { removed, stderr } = await json(['--superseded']);
      expect(thumbprints(removed).sort()).toEqual([one.thumbprint, two.thumbprint].sort());
      expect([current, other].every(isHere)).toBe(true);
      expect(stderr).toBe('');
    });

    test.each([
      ['whose key is missing', { withoutKey: true }],
      ['whose key is another', { key: 'other' }],
      ['that is not valid yet', { from: '20260701' }],
      ['that has expired', { from: '20260101', until: '20260530' }],
      ['of another issuer', { issuer: 'other' }],
      ['of another login ID', { loginId: 'jiro' }],
    ])(
      'not by one %s',
      async (_what, { loginId = 'hanako', key: keyName, issuer, ...wanted }: Record<string, unknown>) => {
        const kept = withOld();
        const newer = put(String(loginId), {
          sequence: 'A002',
          ...wanted,
          ...(issuer ? { issuer: otherCa } : {}),
        });
        if (keyName) writeFileSync(join(newer.location, 'key.pem'), otherKey, { mode: 0o600 });
        expect(await json(['--superseded'])).toMatchObject({ ok: true, removed: [] });
        expect([kept, newer].every(isHere)).toBe(true);
      },
    );

    test('not while a request is unfinished', async () => {
      const kept = withOld();
      put('hanako', { sequence: 'A002' });
      await unfinished({ loginId: 'hanako' });
      expect(await json(['--superseded'])).toMatchObject({ ok: true, removed: [] });
      expect(isHere(kept)).toBe(true);
    });

    test('cannot be told in a store that cannot sign', async () => {
      const kept = withOld();
      put('hanako', { sequence: 'A002' });
      const { exitCode, error } = await json(['--superseded'], cannotSign);
      expect({ exitCode, name: error?.name }).toEqual({ exitCode: 7, name: 'signing-not-possible' });
      expect(isHere(kept)).toBe(true);
    });
  });

  describe('--revoked', () => {
    const serial = '5B8E869E2BC4B2225302F34ADA65184E';

    test('those on the list of the bank', async () => {
      const [gone, good] = [put('hanako', { serial }), put('jiro', { serial: 'AB12CD' })];
      const foreign = put('hanako', { serial, issuer: otherCa });
      crl = issueCrl(folder, { issuer: ca, revoked: [{ serial }] });
      const { removed, stderr } = await json(['--revoked']);
      expect(thumbprints(removed)).toEqual([gone.thumbprint]);
      expect(stderr).toBe('');
      expect([good, foreign].every(isHere)).toBe(true);
    });

    test.each([
      ['of another CA', () => issueCrl(folder, { issuer: otherCa, revoked: [{ serial }] }), 'crl-rejected'],
      [
        'out of date',
        () => issueCrl(folder, { issuer: ca, revoked: [{ serial }], until: '20260301000000Z' }),
        'crl-rejected',
      ],
      ['that is none', () => Buffer.from('<html>'), 'crl-rejected'],
      ['out of reach', () => new CertToolError('timeout', { params: { host: 'x', seconds: 1 } }), 'timeout'],
    ])('nothing by a list %s', async (_what, answer, name) => {
      const kept = put('hanako', { serial });
      crl = answer();
      expect(await json(['--revoked'])).toMatchObject({ ok: false, exitCode: 6, error: { name } });
      expect(isHere(kept)).toBe(true);
    });
  });

  test('together', async () => {
    const serial = 'AB12CD';
    const [expired, revoked] = [put('a', { from: '20250101', until: '20260530' }), put('b', { serial })];
    crl = issueCrl(folder, { issuer: ca, revoked: [{ serial }] });
    const { removed } = await json(['--expired', '--revoked', '--superseded']);
    expect(thumbprints(removed).sort()).toEqual([expired.thumbprint, revoked.thumbprint].sort());
  });
});

/** A store like certutil's. */
const cannotSign = (deps: Deps): Partial<Deps> => ({
  store: async () => ({
    ...(await deps.store()),
    async sign() {
      throw new CertToolError('signing-not-possible', { params: { store: 'certutil' } });
    },
  }),
});

describe('asking', () => {
  test('shows what goes and what it means, on stderr; only yes removes', async () => {
    const mine = put('hanako');
    const declined = await remove(['hanako'], { confirm: false });
    expect(declined).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Nothing was removed') });
    expect(asked).toEqual([expect.stringContaining('Remove from this PC (1)?')]);
    expect(declined.stderr).toMatch(/hanako +A001 +issued/);
    expect(declined.stderr).toContain('still works');
    expect(declined.stderr).toContain('Removing is not revoking');
    expect(isHere(mine)).toBe(true);
    const accepted = await remove(['hanako', '--quiet'], { confirm: true });
    expect(accepted.stdout).toContain(`hanako A001 (serial number ${mine.serialNumber})`);
    expect(accepted.stderr).toMatch(/hanako +A001 +issued/);
    expect(isHere(mine)).toBe(false);
  });

  test('warns of no loss where none is: expired, without a key, replaced', async () => {
    put('expired', { from: '20250101', until: '20260530' });
    put('keyless', { withoutKey: true });
    const old = put('hanako', { from: '20250701' });
    const current = put('hanako', { sequence: 'A002' });
    for (const name of ['expired', 'keyless', old.thumbprint]) {
      expect((await remove([name], { confirm: true })).stderr).not.toContain('still works');
    }
    expect((await remove([current.thumbprint], { confirm: false })).stderr).toContain('still works');
  });

  test('both a working one and the newer that would replace it: warned', async () => {
    const [old, current] = [put('hanako', { from: '20250701' }), put('hanako', { sequence: 'A002' })];
    const { stderr } = await remove([old.thumbprint, current.thumbprint, '--yes']);
    expect(stderr.match(/hanako still works/g)).toHaveLength(1);
  });

  test('nobody can be asked: exit code 2 and what to give, nothing done', async () => {
    const mine = put('hanako');
    const without = await remove(['hanako']);
    expect(without).toMatchObject({ exitCode: 2, stdout: '' });
    expect(without.stderr).toContain('--yes');
    const nothing = await remove(['--yes']);
    expect(nothing.exitCode).toBe(2);
    for (const option of ['--expired', '--superseded', '--revoked']) expect(nothing.stderr).toContain(option);
    expect(isHere(mine)).toBe(true);
  });

  test('names and descriptions exclude each other', async () => {
    put('hanako');
    expect(await json(['hanako', '--expired'])).toMatchObject({
      exitCode: 2,
      error: { name: 'conflicting-options', message: expect.stringContaining('hanako, --expired') },
    });
  });

  test('on a terminal without a name: a list to choose from', async () => {
    const [one, two] = [put('hanako'), put('jiro')];
    put('other', { issuer: otherCa });
    const chosen = await remove([], { choose: 1, confirm: true });
    expect(chosen.exitCode).toBe(0);
    expect(asked).toHaveLength(4);
    expect([one, two].filter(isHere)).toHaveLength(1);
    expect((await remove([], { choose: -1 })).exitCode).toBe(130);
  });

  test('nothing here to choose from', async () => {
    expect((await remove([], { choose: 0 })).exitCode).toBe(8);
  });
});

describe('an unfinished request', () => {
  test.each([
    [
      'its own certificate',
      (it: ReturnType<typeof put>): Partial<Entry> => ({
        step: 'installed',
        certificate: it.pem,
        chain: [],
        publicKeyHash: it.publicKeyHash,
      }),
      'issue',
    ],
    [
      'the one that is being renewed',
      (it: ReturnType<typeof put>): Partial<Entry> => ({ kind: 'renewal', predecessor: it }),
      'renew',
    ],
  ])('%s stays', async (_what, entryFor, command) => {
    const needed = put('hanako', { from: '20250101', until: '20260530' });
    const { thumbprint, serialNumber } = needed;
    const entry = entryFor(needed);
    await unfinished({
      loginId: 'hanako',
      ...entry,
      ...(entry.predecessor ? { predecessor: { thumbprint, serialNumber } } : {}),
    });
    const { exitCode, stderr } = await remove(['hanako', '--yes']);
    expect(exitCode).toBe(5);
    expect(stderr).toContain('CT-5013');
    expect(stderr).toContain(`cert-tool ${command} hanako`);
    const described = await json(['--expired']);
    expect(described).toMatchObject({ ok: true, removed: [] });
    expect(described.stderr).toContain(`cert-tool ${command} hanako`);
    expect(isHere(needed)).toBe(true);
  });

  test('does not keep an older one that it does not need', async () => {
    const old = put('hanako', { from: '20250101', until: '20260530' });
    await unfinished({ loginId: 'hanako' });
    expect(thumbprints((await json(['--expired'])).removed)).toEqual([old.thumbprint]);
  });

  test('that is at work now: waits for it, and says so', async () => {
    const mine = put('hanako');
    const busy = () => ({
      lock: () => Promise.reject(new CertToolError('busy', { params: { loginId: 'hanako' } })),
    });
    expect(await json(['hanako'], busy)).toMatchObject({ exitCode: 5, error: { name: 'busy' } });
    expect(isHere(mine)).toBe(true);
  });
});

test('several, of which one fails: the others are done, exit code 9', async () => {
  const [one, bad, three] = [put('one'), put('bad'), put('three')];
  const failing = (deps: Deps): Partial<Deps> => ({
    async store() {
      const store = await deps.store();
      return {
        ...store,
        async remove(thumbprint) {
          if (thumbprint === bad.thumbprint)
            throw new CertToolError('store-read-only', { params: { store: 'x' } });
          await store.remove(thumbprint);
        },
      };
    },
  });
  const { ok, exitCode, error, removed, failed } = await json(['one', 'bad', 'three'], failing);
  expect({ ok, exitCode, name: error?.name }).toEqual({ ok: false, exitCode: 9, name: 'partly-failed' });
  expect(thumbprints(removed)).toEqual([one.thumbprint, three.thumbprint]);
  expect(failed).toMatchObject([
    { loginId: 'bad', thumbprint: bad.thumbprint, error: { name: 'store-read-only' } },
  ]);
  expect([one, bad, three].map(isHere)).toEqual([false, true, false]);
  const again = await remove(['bad', '--yes'], {}, failing);
  expect(again.exitCode).toBe(7);
});

test('list --check in a store that cannot sign: dates and keys count, said once', async () => {
  put('old', { from: '20250101', until: '20260530' });
  put('old', { sequence: 'A002' });
  put('good');
  const check = () =>
    runInProcess(['list', '--store', 'file', '--lang', 'en', '--check'], {
      env: { CERT_TOOL_HOME: home },
      alter: (deps) => ({ now: () => NOW, ...cannotSign(deps) }),
    });
  const fine = await check();
  expect(fine.exitCode).toBe(0);
  expect(fine.stderr.match(/CT-7022/g)).toHaveLength(1);
  expect(fine.stdout).toContain('present');
  put('keyless', { withoutKey: true });
  expect((await check()).exitCode).toBe(11);
});

describe('hiding', () => {
  const isHidden = ({ location }: { location: string }) => existsSync(join(location, 'archived'));
  const outcomes = (results: readonly RemovalResult[] = []) => results.map(({ outcome }) => outcome);
  const archives =
    (isLocked: boolean) =>
    (deps: Deps): Partial<Deps> => ({
      settings: { ...deps.settings, removal: { archives: true, isLocked } },
    });

  test('--archive hides, --undo shows again, and both can be repeated', async () => {
    const [mine, other] = [put('hanako'), put('jiro')];
    const first = await json(['--archive', 'hanako']);
    expect(first).toMatchObject({
      ok: true,
      results: [{ thumbprint: mine.thumbprint, outcome: 'archived', certificate: { state: 'archived' } }],
    });
    expect([mine, other].map(isHidden)).toEqual([true, false]);
    expect(outcomes((await json(['--archive', 'hanako'])).results)).toEqual(['already-archived']);
    const undone = await json(['--undo', 'hanako']);
    expect(undone.results).toMatchObject([{ outcome: 'shown', certificate: { state: 'issued' } }]);
    expect(outcomes((await json(['--undo', mine.thumbprint])).results)).toEqual(['already-shown']);
    expect([mine, other].map(isHidden)).toEqual([false, false]);
    expect([mine, other].every(isHere)).toBe(true);
  });

  test('a login ID means what is shown, with --undo what is hidden', async () => {
    const [old, current] = [put('hanako', { from: '20250101' }), put('hanako', { sequence: 'A002' })];
    await json(['--archive', old.thumbprint]);
    expect((await json(['--archive', 'hanako'])).results).toMatchObject([
      { thumbprint: current.thumbprint, outcome: 'archived' },
    ]);
    expect(await json(['--undo', 'hanako'])).toMatchObject({ error: { name: 'ambiguous-certificate' } });
    await json(['--undo', current.thumbprint]);
    expect((await json(['--undo', 'hanako'])).results).toMatchObject([{ thumbprint: old.thumbprint }]);
  });

  test('--archive with descriptions hides those, and a deletion by descriptions leaves what is hidden', async () => {
    const serial = 'AB12CD';
    const [expired, revoked] = [put('a', { from: '20250101', until: '20260530' }), put('b', { serial })];
    const [old, current] = [put('c', { from: '20250101' }), put('c', { sequence: 'A002' })];
    crl = issueCrl(folder, { issuer: ca, revoked: [{ serial }] });
    const described = ['--expired', '--revoked', '--superseded'];
    const hidden = await json(['--archive', ...described]);
    expect(outcomes(hidden.results)).toEqual(['archived', 'archived', 'archived']);
    expect([expired, revoked, old, current].map(isHidden)).toEqual([true, true, true, false]);
    expect(await json(described)).toMatchObject({ ok: true, results: [] });
    expect([expired, revoked, old, current].every(isHere)).toBe(true);
  });

  test('one that is hidden is deleted only where it is named exactly', async () => {
    const mine = put('hanako');
    await json(['--archive', 'hanako']);
    const byUser = await json(['hanako']);
    expect(byUser).toMatchObject({ exitCode: 5, error: { code: 'CT-5046', name: 'certificate-hidden' } });
    expect(isHere(mine)).toBe(true);
    expect((await json([mine.serialNumber])).removed).toHaveLength(1);
    expect(isHere(mine)).toBe(false);
  });

  test('the config hides, --delete deletes all the same, unless it is locked', async () => {
    const [one, two, three] = [put('one'), put('two'), put('three')];
    expect(outcomes((await json(['one'], archives(false))).results)).toEqual(['archived']);
    expect((await json(['--delete', 'two'], archives(false))).removed).toHaveLength(1);
    const locked = await json(['--delete', 'three'], archives(true));
    expect(outcomes(locked.results)).toEqual(['archived']);
    expect(locked.stderr).toContain('--delete is not used');
    expect([one, two, three].map(isHere)).toEqual([true, false, true]);
    expect([one, three].map(isHidden)).toEqual([true, true]);
  });

  test('what still works is asked for and warned of; --undo asks nothing', async () => {
    const mine = put('hanako');
    const declined = await remove(['--archive', 'hanako'], { confirm: false });
    expect(declined).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Nothing was hidden') });
    expect(declined.stderr).toContain('While it is hidden nobody can log in at the bank as hanako');
    expect(isHidden(mine)).toBe(false);
    expect((await remove(['--archive', 'hanako'], { confirm: true })).exitCode).toBe(0);
    expect(isHidden(mine)).toBe(true);
    expect((await remove(['--undo', 'hanako'])).exitCode).toBe(0);
    expect(asked).toEqual([]);
    expect(isHidden(mine)).toBe(false);
  });

  test('on a terminal, --undo lets choose among the hidden ones alone; deleting shows which are', async () => {
    put('hanako');
    const hidden = put('jiro');
    expect((await remove(['--undo'], { choose: 0 })).stdout).toContain('No certificate is hidden');
    await json(['--archive', 'jiro']);
    await remove(['--archive'], { choose: -1 });
    expect(asked.join()).not.toContain('jiro');
    await remove([], { choose: -1 });
    expect(asked.join()).toMatch(/jiro A001 \(hidden, /);
    await remove(['--undo'], { choose: 0 });
    expect(asked).toHaveLength(2);
    expect(isHidden(hidden)).toBe(false);
  });

  test.each([[['--archive', 'hanako']], [['--undo', 'hanako']], [['--archive', '--superseded']]])(
    '%j in a store that cannot hide ends with 7 before anything is asked or done',
    async (argv) => {
      const mine = put('hanako');
      const cannotHide = (deps: Deps): Partial<Deps> => ({
        async store() {
          const { archive: _, ...store } = await deps.store();
          return { ...store, kind: 'nss', list: () => Promise.reject(new Error('looked')) };
        },
      });
      const { stderr, exitCode } = await remove(argv, { confirm: true }, cannotHide);
      expect(stderr).toContain('CT-7031');
      expect(stderr).toContain('"nss"');
      expect(exitCode).toBe(7);
      expect(asked).toEqual([]);
      expect(isHidden(mine)).toBe(false);
    },
  );

  test('not while an unfinished request needs it', async () => {
    const mine = put('hanako');
    const predecessor = { thumbprint: mine.thumbprint, serialNumber: mine.serialNumber };
    await unfinished({ loginId: 'hanako', kind: 'renewal', predecessor });
    const { error, exitCode } = await json(['--archive', 'hanako']);
    expect({ exitCode, name: error?.name }).toEqual({ exitCode: 5, name: 'certificate-in-use' });
    expect(isHidden(mine)).toBe(false);
  });

  test('one whose files are damaged can neither be hidden nor shown', async () => {
    const damaged = put('hanako');
    writeFileSync(join(damaged.location, 'certificate.pem'), 'garbage');
    for (const option of ['--archive', '--undo']) {
      expect(await json([option, damaged.thumbprint])).toMatchObject({ exitCode: 7 });
    }
    expect(isHere(damaged)).toBe(true);
  });

  test.each([
    [['--archive', '--delete', 'x'], 'conflicting-options'],
    [['--undo', '--archive', 'x'], 'conflicting-options'],
    [['--undo', '--delete', 'x'], 'conflicting-options'],
    [['--undo', '--expired'], 'conflicting-options'],
    [['--undo'], 'invalid-option'],
    [['--archive'], 'invalid-option'],
  ])('%j is exit code 2: %s', async (argv, name) => {
    expect(await json(argv)).toMatchObject({ exitCode: 2, error: { name } });
  });
});
