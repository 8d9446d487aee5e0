import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Deps } from '../../src/commands/deps.ts';
import { type Asked, type Dialect, loginOf, PASSWORD, startFakeCa } from './fake-ca.ts';
import { type Person, personAt } from './person.ts';

const isRight = ({ login }: Asked) => login === loginOf('taro');
const refused = { status: 401, headers: { 'WWW-Authenticate': 'Basic realm="x"' } };
const pending = (seconds: number) => ({ status: 202, headers: { 'Retry-After': String(seconds) } });

/** What the store holds, and what waits for its certificate. */
const pendingKeys = ({ home }: Person) => {
  const folder = join(home, 'store', 'pending');
  return readdirSync(folder);
};

/** As if the time that the server asked for had passed. */
function letTimePass({ home }: Person): void {
  const folder = join(home, 'journal');
  for (const name of readdirSync(folder)) {
    const entry = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    expect(Date.parse(entry.askAgainAt)).toBeGreaterThan(Date.now());
    writeFileSync(join(folder, name), JSON.stringify({ ...entry, askAgainAt: new Date(0).toISOString() }));
  }
}

test('a request that waits is not asked about before its time, and then by the very same request', async () => {
  const ca = await startFakeCa({ refuse: ({ number }) => (number === 1 ? pending(3600) : undefined) });
  const taro = personAt(ca);
  const first = await taro.run(['issue', 'taro'], PASSWORD);
  expect(first).toMatchObject({ code: 10, json: { error: { name: 'request-pending', code: 'CT-10549' } } });
  expect(first.json.error.hint).toContain('after 60 minutes');

  // Without a password: nothing is asked for, and nobody asked.
  const early = await taro.run(['issue', 'taro']);
  expect(early).toMatchObject({ code: 10, json: { error: { name: 'request-pending' } } });
  expect(ca.asked).toHaveLength(1);

  letTimePass(taro);
  expect(await taro.run(['issue', 'taro'], PASSWORD)).toMatchObject({ code: 0, json: { resumed: true } });
  expect(ca.asked[1]?.body).toBe(ca.asked[0]?.body);
  expect(taro.entries()).toEqual([]);
  expect(pendingKeys(taro)).toEqual([]);
});

test.each([
  ['set back by a day', -86_400_000, 0],
  // What clocks differ by anyway.
  ['set back by a minute', -60_000, 3600],
  ['as it was', 0, 3600],
  ['half an hour on', 1_800_000, 1800],
])('a clock that is %s makes nobody wait longer than the server has said', async (_, moved, left) => {
  const ca = await startFakeCa({ refuse: ({ number }) => (number === 1 ? pending(3600) : undefined) });
  const taro = personAt(ca);
  expect(await taro.run(['issue', 'taro'], PASSWORD)).toMatchObject({ code: 10 });
  const moment = Date.now() + moved;
  const again = await taro.run(['issue', 'taro'], PASSWORD, () => ({ now: () => new Date(moment) }));
  expect(ca.asked).toHaveLength(left === 0 ? 2 : 1);
  if (left === 0) expect(again).toMatchObject({ code: 0 });
  else expect(again.json.error.hint).toContain(`after ${left / 60} minutes`);
});

test('its CA is another one when the certificate comes', async () => {
  const ca = await startFakeCa({ refuse: ({ number }) => (number === 2 ? pending(60) : undefined) });
  const [taro, jiro] = [personAt(ca), 'jiro'];
  expect(await taro.run(['issue', 'taro'], PASSWORD)).toMatchObject({ code: 0 });
  expect(await taro.run(['issue', jiro], PASSWORD)).toMatchObject({ code: 10 });
  ca.rollOver();
  letTimePass(taro);
  expect(await taro.run(['issue', jiro], PASSWORD)).toMatchObject({ code: 0 });
  // What the former one issued is still known as this service's own.
  const { certificates } = (await taro.run(['list', '--check'])).json;
  const found = certificates.map((each: Record<string, unknown>) => [each['loginId'], each['issuer']]);
  expect(found.sort()).toEqual([
    [jiro, 'CN=CA 2,O=Test EST'],
    ['taro', 'CN=CA 1,O=Test EST'],
  ]);
});

test.each<[string, Dialect]>([
  ['issued, and the answer lost', { after: ({ number }) => (number === 1 ? 'drop' : undefined) }],
  ['lost on its way', { refuse: ({ number }) => (number === 1 ? { status: 502 } : undefined) }],
])('%s: the next run sends the very same request again', async (_, dialect) => {
  const ca = await startFakeCa(dialect);
  const taro = personAt(ca);
  expect(await taro.run(['issue', 'taro'], PASSWORD)).toMatchObject({ code: 10 });
  // A password is sent once a run, whatever becomes of it.
  expect(ca.asked).toHaveLength(1);
  expect(taro.entries()).toMatchObject([{ step: 'sent' }]);
  // A wrong one now says nothing of the request, whose key stays.
  ca.dialect = { refuse: (asked) => (isRight(asked) ? undefined : refused) };
  const wrong = await taro.run(['issue', 'taro'], 'wrong');
  expect(wrong).toMatchObject({ code: 10, json: { error: { name: 'credentials-refused' } } });
  expect(pendingKeys(taro)).toHaveLength(1);
  expect(await taro.run(['issue', 'taro'], PASSWORD)).toMatchObject({ code: 0, json: { resumed: true } });
  expect(new Set(ca.asked.map(({ body }) => body)).size).toBe(1);
});

test('a wrong password that nobody typed is sent once', async () => {
  const ca = await startFakeCa({ refuse: (asked) => (isRight(asked) ? undefined : refused) });
  const taro = personAt(ca);
  expect(await taro.run(['issue', 'taro'], 'wrong')).toMatchObject({ code: 3 });
  expect(pendingKeys(taro)).toEqual([]);
  const again = await taro.run(['issue', 'taro'], 'wrong');
  expect(again).toMatchObject({ code: 3, json: { error: { name: 'refused-before' } } });
  expect(ca.asked).toHaveLength(1);
  expect(await taro.run(['issue', 'taro'], PASSWORD)).toMatchObject({ code: 0 });
});

/** As a store of Windows', which gives no key away. */
const withoutKeys = (deps: Deps): Partial<Deps> => ({
  async store(resume) {
    const { tlsKey: _, ...store } = await deps.store(resume);
    return store;
  },
});

test('where the store gives no key, a password renews; a server that wants the certificate is asked anew', async () => {
  const wantsCertificate: Dialect['refuse'] = ({ path, client }) =>
    path === '/simplereenroll' && !client ? { status: 403 } : undefined;
  const ca = await startFakeCa({});
  const taro = personAt(ca);
  await taro.run(['issue', 'taro'], PASSWORD);
  const without = await taro.run(['renew', 'taro', '--force'], undefined, withoutKeys);
  expect(without).toMatchObject({ code: 2, json: { error: { name: 'missing-input' } } });
  expect(taro.entries()).toEqual([]);
  const renewed = await taro.run(['renew', 'taro', '--force'], PASSWORD, withoutKeys);
  expect(renewed).toMatchObject({ code: 0, stderr: expect.stringContaining('gives no key away') });
  ca.dialect = { refuse: wantsCertificate };
  expect(await taro.run(['renew', 'taro', '--force'], PASSWORD, withoutKeys)).toMatchObject({ code: 0 });
  const paths = ca.asked.map(({ path, client }) => [path, client !== undefined]);
  expect(paths).toEqual([
    ['/simpleenroll', false],
    ['/simplereenroll', false],
    ['/simplereenroll', false],
    ['/simpleenroll', false],
  ]);
});

test('a certificate that is not let in: with a password it is tried by both, without one nothing changes', async () => {
  const ca = await startFakeCa({});
  const taro = personAt(ca);
  await taro.run(['issue', 'taro'], PASSWORD);
  ca.dialect = { refuse: (asked) => (isRight(asked) ? undefined : refused) };
  const without = await taro.run(['renew', 'taro', '--force']);
  expect(without).toMatchObject({ code: 5, json: { error: { name: 'certificate-not-taken' } } });
  expect(taro.entries()).toEqual([]);
  expect((await taro.run(['list', '--check'])).json.certificates).toMatchObject([{ keyUsable: true }]);
  expect(await taro.run(['renew', 'taro', '--force'], PASSWORD)).toMatchObject({ code: 0 });
  expect(ca.asked.at(-1)).toMatchObject({ login: loginOf('taro'), client: expect.anything() });
});

test('a server that breaks off when it does not like the certificate is asked by password alone', async () => {
  const ca = await startFakeCa({});
  const taro = personAt(ca);
  await taro.run(['issue', 'taro'], PASSWORD);
  ca.dialect = { breaksOff: true };
  expect(await taro.run(['renew', 'taro', '--force'])).toMatchObject({ code: 10 });
  expect(await taro.run(['renew', 'taro', '--force'], PASSWORD)).toMatchObject({ code: 0 });
  expect(ca.asked.at(-1)).toMatchObject({ login: loginOf('taro'), client: undefined });
});

test('a renewal whose answer was lost is asked for again, by the old certificate', async () => {
  const ca = await startFakeCa({});
  const taro = personAt(ca);
  await taro.run(['issue', 'taro'], PASSWORD);
  ca.dialect = { after: () => 'drop' };
  expect(await taro.run(['renew', 'taro', '--force'])).toMatchObject({ code: 10 });
  ca.dialect = {};
  expect(await taro.run(['renew', 'taro'])).toMatchObject({ code: 0, json: { outcome: 'renewed' } });
  const [, lost, again] = ca.asked;
  expect(again).toMatchObject({ path: '/simplereenroll', body: lost?.body, login: undefined });
});

/** As if the run were killed when all is installed, just before the entry goes. */
const killedAtTheEnd = ({ journal }: Deps): Partial<Deps> => ({
  journal: { ...journal, clear: () => Promise.reject(new Error('killed')) },
});

test.each([
  ['issue', 'issued', []],
  ['renew', 'renewed', ['--force']],
])(
  'a run that is killed once all is installed: %s without a password completes it',
  async (act, outcome, more) => {
    const ca = await startFakeCa({});
    const taro = personAt(ca);
    if (act === 'renew') await taro.run(['issue', 'taro'], PASSWORD);
    await taro.run([act, 'taro', ...more], PASSWORD, killedAtTheEnd);
    expect(taro.entries()).toMatchObject([{ step: 'installed' }]);
    const { length } = ca.asked;
    const completed = await taro.run([act, 'taro']);
    expect(completed).toMatchObject({ code: 0, json: { outcome, resumed: true, warnings: [] } });
    expect(ca.asked).toHaveLength(length);
    expect(taro.entries()).toEqual([]);
    expect((await taro.run(['list', '--check'])).json.certificates).toMatchObject([{ keyUsable: true }]);
  },
);

test('a renewal that was sent: issue without a password completes it, too', async () => {
  const ca = await startFakeCa({});
  const taro = personAt(ca);
  await taro.run(['issue', 'taro'], PASSWORD);
  ca.dialect = { after: () => 'drop' };
  expect(await taro.run(['renew', 'taro', '--force'])).toMatchObject({ code: 10 });
  ca.dialect = {};
  expect(await taro.run(['issue', 'taro'])).toMatchObject({
    code: 0,
    json: { outcome: 'renewed', resumed: true },
  });
  expect(taro.entries()).toEqual([]);
});

test('a renewal that was begun and not sent: with a good certificate here issue has nothing to do', async () => {
  const ca = await startFakeCa({});
  const taro = personAt(ca);
  await taro.run(['issue', 'taro'], PASSWORD);
  const killedBeforeSent = ({ journal }: Deps): Partial<Deps> => ({
    journal: {
      ...journal,
      write: (entry) => (entry.step === 'key' ? journal.write(entry) : Promise.reject(new Error('killed'))),
      clear: () => Promise.reject(new Error('killed')),
    },
  });
  await taro.run(['renew', 'taro', '--force'], undefined, killedBeforeSent);
  expect(taro.entries()).toMatchObject([{ step: 'key', kind: 'renewal' }]);
  expect(await taro.run(['issue', 'taro'])).toMatchObject({
    code: 0,
    json: { outcome: 'already-valid', warnings: [] },
  });
  expect(taro.entries()).toEqual([]);
  expect(pendingKeys(taro)).toEqual([]);
  expect(ca.asked).toHaveLength(1);
});

test('a damaged entry beside a good certificate is set aside, and no other certificate asked for', async () => {
  const ca = await startFakeCa({});
  const taro = personAt(ca);
  await taro.run(['issue', 'taro'], PASSWORD);
  ca.dialect = { after: () => 'drop' };
  await taro.run(['renew', 'taro', '--force']);
  const folder = join(taro.home, 'journal');
  for (const name of readdirSync(folder)) writeFileSync(join(folder, name), '{');
  const { code, json } = await taro.run(['issue', 'taro'], PASSWORD);
  expect({ code, outcome: json.outcome }).toEqual({ code: 0, outcome: 'already-valid' });
  expect(json.warnings).toMatchObject([{ name: 'entry-set-aside' }]);
  expect(ca.asked).toHaveLength(2);
});

test('what EST has not is said before anything is asked for or sent', async () => {
  const { caFile } = await startFakeCa({});
  // Nobody listens there: who connects first would say so.
  const taro = personAt({ url: 'https://127.0.0.1:1/.well-known/est/label', caFile });
  for (const args of [
    ['revoke', 'taro', '--yes'],
    ['revoke', '--from', 'none.csv', '--expect', '1', '--yes'],
    ['list', '--users'],
    ['remove', '--revoked', '--yes'],
    ['issue', 'taro', '--check-bank'],
  ]) {
    const { code, json, stderr } = await taro.run(args);
    expect({ args, code, name: json.error.name }).toEqual({ args, code: 5, name: 'not-offered-by-bank' });
    expect(stderr).toContain('127.0.0.1:1');
  }
  const checked = await taro.run(['bank-check', 'https://127.0.0.1:1'], undefined, (deps) => ({
    withBank: (choice) => {
      const at = deps.withBank(choice);
      return { ...at, settings: { ...at.settings, protocol: 'est' } };
    },
  }));
  expect(checked).toMatchObject({ code: 2, json: { error: { name: 'conflicting-options' } } });
});

test('a PC that is given up: its certificates go, and who runs the CA has to revoke them', async () => {
  const ca = await startFakeCa({});
  const taro = personAt(ca);
  await taro.run(['issue', 'taro'], PASSWORD);
  const { code, json } = await taro.run(['retire', '--yes']);
  expect({ code, results: json.results }).toMatchObject({
    code: 11,
    results: [{ loginId: 'taro', outcome: 'others-must-revoke', removedHere: true }],
  });
  expect((await taro.run(['list'])).json.certificates).toEqual([]);
});

test('the day comes: a certificate of seven days is due in its last third, and renews without anybody', async () => {
  const ca = await startFakeCa({});
  const taro = personAt(ca);
  await taro.run(['issue', 'taro'], PASSWORD);
  const in60Hours = (deps: Deps): Partial<Deps> => ({
    now: () => new Date(deps.now().getTime() + 60 * 3_600_000),
  });
  expect(await taro.run(['list', '--check'])).toMatchObject({ code: 0 });
  expect(await taro.run(['list', '--check'], undefined, in60Hours)).toMatchObject({
    code: 11,
    json: { certificates: [{ attention: ['expires-soon'] }] },
  });
});

test('a list of users', async () => {
  const ca = await startFakeCa({});
  const taro = personAt(ca);
  const file = join(taro.home, '..', 'users.csv');
  writeFileSync(file, 'loginId,password\ntaro,one\njiro,two\n');
  const { code, json } = await taro.run(['issue', '--from', file]);
  expect({ code, results: json.results }).toMatchObject({
    code: 0,
    results: [
      { loginId: 'taro', outcome: 'issued' },
      { loginId: 'jiro', outcome: 'issued' },
    ],
  });
  expect(ca.asked.map(({ login }) => login).sort()).toEqual(['jiro:two', 'taro:one']);
});
