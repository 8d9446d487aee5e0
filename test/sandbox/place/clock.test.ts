import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { controlPracticeBank, readClock } from '../../../src/sandbox/index.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { keyNamed, notices, requestBy, startTestBank, type TestBank, useSeededFolder } from '../support.ts';

useSeededFolder();

const DAY_MS = 24 * 60 * 60 * 1000;

async function change(bank: TestBank, wanted: Parameters<Control['clock']>[0]): Promise<Date> {
  const control = await controlPracticeBank(bank.dir, () => new Date(bank.clock.ms));
  const { clock } = await control.clock(wanted).finally(() => control.close());
  return new Date(clock);
}
type Control = Awaited<ReturnType<typeof controlPracticeBank>>;

async function stateOf(bank: TestBank, loginId: string): Promise<string> {
  const { body } = await bank.call('GET', '/v1/me', { token: await bank.logIn(loginId) });
  return body.certificate.state;
}

/** The revocation list over TLS, as bytes. */
function fetchCrl(bank: TestBank): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const asked = get(`${bank.bankUrl}/v1/crl`, { ca: bank.ca, agent: false }, (response) => {
      expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'application/pkix-crl']);
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks)));
    });
    asked.on('error', reject);
  });
}

/** What the openssl program says of a revocation list, its signature checked. */
function crlBy(chain: readonly string[], der: Buffer) {
  const folder = tempFolder();
  const [ca, file, pem] = ['ca.pem', 'crl.der', 'crl.pem'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(ca, chain.join(''));
  writeFileSync(file, der);
  const options = ['crl', '-inform', 'DER', '-in', file, '-CAfile', ca];
  const text = execFileSync('openssl', [...options, '-text', '-out', pem], { stdio: 'pipe' }).toString();
  const verified = execFileSync('sh', [
    '-c',
    `openssl crl -inform DER -in ${file} -CAfile ${ca} -noout 2>&1`,
  ]);
  expect(verified.toString()).toContain('verify OK');
  const full = execFileSync('openssl', ['crl', '-in', pem, '-noout', '-text']);
  const said = text + full.toString();
  const date = (name: string) => new Date(new RegExp(`${name}: (.*)`).exec(said)?.[1] ?? '');
  return {
    ca,
    pem,
    text: said,
    number: Number(/CRL Number:\s*\n?\s*(0x[0-9A-F]+|\d+)/i.exec(said)?.[1]),
    thisUpdate: date('Last Update'),
    nextUpdate: date('Next Update'),
  };
}

test('states and new certificates follow the date; sessions and codes do not', async () => {
  const bank = await startTestBank();
  const token = await bank.logIn('hanakodt');
  expect((await change(bank, { advanceDays: 230 })).getTime()).toBe(bank.bankNow().getTime());
  expect(await stateOf(bank, 'hanakodt')).toBe('renewable');
  expect((await bank.call('GET', '/v1/me', { token })).body.code).toBe('session-ended');
  await change(bank, { advanceDays: 40 });
  expect(await stateOf(bank, 'hanakodt')).toBe('expired');
  const asked = await bank.call('GET', '/v1/status');
  expect(new Date(asked.body.time).getTime() - bank.clock.ms).toBe(270 * DAY_MS);

  const jiro = await bank.logIn('jirodt');
  const json = { csr: requestBy(keyNamed('a'), '/CN=jirodt') };
  const { body } = await bank.call('POST', '/v1/certificates', { token: jiro, json });
  expect(Math.abs(new Date(body.notBefore).getTime() - bank.bankNow().getTime())).toBeLessThan(5_000);

  await change(bank, { to: 'now' });
  expect(bank.bankNow().getTime()).toBe(bank.clock.ms);
  expect(await stateOf(bank, 'hanakodt')).toBe('issued');
});

test('a date that is too far away is refused', async () => {
  const bank = await startTestBank();
  for (const wanted of [{ advanceDays: 50 * 365 }, { to: new Date('1900-01-01') }]) {
    await expect(change(bank, wanted)).rejects.toMatchObject({ errorName: 'invalid-option' });
  }
  expect(bank.bankNow().getTime()).toBe(bank.clock.ms);
});

test('a new practice bank can begin in the past: its users are as of that day', async () => {
  const dir = join(tempFolder(), 'bank');
  const now = () => new Date();
  const to = new Date(Date.now() - 1000 * DAY_MS);
  const control = await controlPracticeBank(dir, now, { to });
  await control.clock({ to });
  const { users, clock } = await control.info();
  await control.close();
  expect(Math.abs(new Date(clock).getTime() - to.getTime())).toBeLessThan(10_000);
  expect(readClock(dir, now).getTime()).toBeLessThan(to.getTime() + 60_000);
  expect(users.map(({ state }) => state).sort()).toEqual(
    ['expired', 'issued', 'issued', 'issued', 'not-issued', 'renewable', 'revoked'].sort(),
  );
});

test('days by which a new practice bank is moved on count once', async () => {
  const dir = join(tempFolder(), 'bank');
  const control = await controlPracticeBank(dir, () => new Date(), { advanceDays: 330 });
  const { clock } = await control.clock({ advanceDays: 330 });
  await control.close();
  expect(Math.abs(new Date(clock).getTime() - Date.now() - 330 * DAY_MS)).toBeLessThan(60_000);
});

test('the 40-day notice: in /me, and once by e-mail', async () => {
  const bank = await startTestBank();
  expect(notices(bank.dir, 'tarodt')).toHaveLength(1);
  expect(notices(bank.dir, 'hanakodt')).toHaveLength(0);
  await change(bank, { advanceDays: 230 });
  const [email = '', ...more] = notices(bank.dir, 'hanakodt');
  expect(more).toEqual([]);
  expect(email).toMatch(/有効期限.*更新/s);
  await change(bank, { advanceDays: 1 });
  await change(bank, { to: 'now' });
  await change(bank, { advanceDays: 231 });
  await bank.close();
  const again = await startTestBank(bank.dir);
  expect(notices(bank.dir, 'hanakodt')).toHaveLength(1);
  expect(notices(bank.dir, 'tarodt')).toHaveLength(1);
  expect(notices(bank.dir, 'ichirodt')).toHaveLength(0);
  const token = await again.logIn('hanakodt');
  for (const [language, words] of [
    ['ja', /有効期限/],
    ['en', /expires soon/],
  ] as const) {
    const me = await again.call('GET', '/v1/me', { token, headers: { 'accept-language': language } });
    expect(me.body.notices).toMatchObject([{ code: 'certificate-expires-soon' }]);
    expect(me.body.notices[0].message).toMatch(words);
  }
});

test('the revocation list: signed, numbered, dated by the bank, with reasons; openssl refuses what it names', async () => {
  const bank = await startTestBank();
  const token = await bank.logIn('jirodt');
  const issue = async (key: string) => {
    const json = { csr: requestBy(keyNamed(key), '/CN=jirodt') };
    return (await bank.call('POST', '/v1/certificates', { token, json })).body;
  };
  const superseded = await issue('a');
  const good = await issue('b');
  const first = crlBy(good.chain, await fetchCrl(bank));
  expect(first.text).toContain(superseded.serialNumber.toUpperCase());
  expect(first.text).toMatch(/Superseded/);
  expect(first.text).toMatch(/Cessation Of Operation/);
  expect(first.text).not.toContain(good.serialNumber.toUpperCase());
  expect(first.text).toContain('X509v3 Authority Key Identifier');
  expect(Math.abs(first.thisUpdate.getTime() - bank.bankNow().getTime())).toBeLessThan(10_000);
  expect(first.nextUpdate.getTime()).toBe(first.thisUpdate.getTime() + 7 * DAY_MS);
  expect(crlBy(good.chain, await fetchCrl(bank)).number).toBe(first.number);

  const check = (pem: string) => {
    const file = join(tempFolder(), 'certificate.pem');
    writeFileSync(file, pem);
    const at = String(Math.floor(bank.bankNow().getTime() / 1000) + 1);
    const options = ['verify', '-crl_check', '-attime', at, '-CAfile', first.ca, '-CRLfile', first.pem];
    return execFileSync('openssl', [...options, file], { stdio: 'pipe' }).toString();
  };
  expect(check(good.certificate)).toContain('OK');
  expect(() => check(superseded.certificate)).toThrow(/revoked/);

  await change(bank, { advanceDays: 10 });
  const later = crlBy(good.chain, await fetchCrl(bank));
  expect(later.number).toBe(first.number + 1);
  expect(Math.abs(later.thisUpdate.getTime() - bank.bankNow().getTime())).toBeLessThan(10_000);
  await change(bank, { to: 'now' });
  expect(crlBy(good.chain, await fetchCrl(bank)).number).toBe(first.number + 2);
});

test('the certificate names where the list is; whoever checks it can fetch it there', async () => {
  const bank = await startTestBank();
  const token = await bank.logIn('jirodt');
  const json = { csr: requestBy(keyNamed('a'), '/CN=jirodt') };
  const { body } = await bank.call('POST', '/v1/certificates', { token, json });
  const [ca, file] = ['ca.pem', 'certificate.pem'].map((name) => join(tempFolder(), name)) as [
    string,
    string,
  ];
  writeFileSync(ca, body.chain.join(''));
  writeFileSync(file, body.certificate);
  const text = execFileSync('openssl', ['x509', '-in', file, '-noout', '-ext', 'crlDistributionPoints']);
  const url = /URI:(\S+)/.exec(text.toString())?.[1] ?? '';
  const place = `http://127.0.0.1:${new URL(bank.bankUrl).port}/v1/crl`;
  expect(url).toMatch(/^[^?]+\?authorityKeyId=[0-9a-f]{40}$/);
  expect(url.split('?')[0]).toBe(place);
  const plain = await fetch(url);
  expect([plain.status, plain.headers.get('content-type')]).toEqual([200, 'application/pkix-crl']);
  expect(Buffer.from(await plain.arrayBuffer())).toEqual(await fetchCrl(bank));
  for (const other of ['/v1/status', '/control/info', '/v1/crl/']) {
    expect((await fetch(new URL(other, url))).status).toBe(404);
  }
  expect((await fetch(url, { method: 'POST' })).status).toBe(404);
});
