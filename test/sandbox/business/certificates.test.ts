import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keyNamed, requestBy, startTestBank, type TestBank, useSeededFolder } from '../support.ts';

useSeededFolder();

const DAY_MS = 24 * 60 * 60 * 1000;

function ask(bank: TestBank, token: string, csr: string) {
  return bank.call('POST', '/v1/certificates', { token, json: { csr } });
}

function confirm(bank: TestBank, token: string, serialNumber: string) {
  return bank.call('POST', `/v1/certificates/${serialNumber}/confirmation`, { token });
}

function details(bank: TestBank, token: string, serialNumber: string) {
  return bank.call('GET', `/v1/certificates/${serialNumber}`, { token });
}

async function me(bank: TestBank, token: string) {
  return (await bank.call('GET', '/v1/me', { token })).body;
}

function setBankDate(bank: TestBank, offsetMs: number): void {
  writeFileSync(join(bank.dir, 'clock.json'), JSON.stringify({ offsetMs }));
}

const csrOf = (name: string, loginId = 'jirodt') => requestBy(keyNamed(name), `/CN=${loginId}`);

describe('asking for a certificate', () => {
  test('the first one is unconfirmed until it is confirmed, which can be repeated', async () => {
    const bank = await startTestBank();
    const token = await bank.logIn('jirodt');
    expect((await me(bank, token)).certificate).toEqual({ state: 'not-issued' });
    const { status, body } = await ask(bank, token, csrOf('a'));
    expect([status, body.confirmed]).toEqual([201, false]);
    const certificate = new X509Certificate(body.certificate);
    expect(certificate.subject).toMatch(/^O=cert-tool DEMO\nOU=DEMO ANSER-WEB.*\nCN=jirodt A001 \d{20}$/);
    expect(certificate.serialNumber.toLowerCase()).toBe(body.serialNumber);
    expect(await me(bank, token)).toMatchObject({
      certificate: { state: 'not-issued' },
      unconfirmed: { serialNumber: body.serialNumber },
    });
    for (let i = 0; i < 2; i += 1) expect((await confirm(bank, token, body.serialNumber)).status).toBe(204);
    const { certificate: confirmed, unconfirmed } = await me(bank, token);
    expect(confirmed).toMatchObject({
      state: 'issued',
      serialNumber: body.serialNumber,
      notAfter: body.notAfter,
    });
    expect(new Date(confirmed.notAfter).getTime() - new Date(confirmed.renewableFrom).getTime()).toBe(
      40 * DAY_MS,
    );
    expect(unconfirmed).toBeUndefined();
  });

  test('the same key gets the same certificate, before and after the confirmation and a restart', async () => {
    const bank = await startTestBank();
    let token = await bank.logIn('jirodt');
    const first = await ask(bank, token, csrOf('a'));
    // A second request by the same key is another text: openssl signs the same, so its attributes differ.
    const again = await ask(bank, token, requestBy(keyNamed('a'), '/O=other/CN=jirodt'));
    expect([again.status, again.body]).toEqual([200, first.body]);
    await confirm(bank, token, first.body.serialNumber);
    const confirmed = await ask(bank, token, csrOf('a'));
    expect([confirmed.status, confirmed.body]).toEqual([200, { ...first.body, confirmed: true }]);
    await bank.close();
    const restarted = await startTestBank(bank.dir);
    token = await restarted.logIn('jirodt');
    expect((await ask(restarted, token, csrOf('a'))).body.certificate).toBe(first.body.certificate);
  });

  test('the same request many times at once gets one certificate', async () => {
    const bank = await startTestBank();
    const token = await bank.logIn('jirodt');
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask(bank, token, csrOf('a'))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 201]);
    expect(new Set(answers.map(({ body }) => body.serialNumber)).size).toBe(1);
  });

  test('another key supersedes the unconfirmed one, whose key is then used', async () => {
    const bank = await startTestBank();
    const token = await bank.logIn('jirodt');
    const first = (await ask(bank, token, csrOf('a'))).body;
    const second = await ask(bank, token, csrOf('b'));
    expect(second.status).toBe(201);
    expect(new X509Certificate(second.body.certificate).subject).toMatch(/CN=jirodt A002 /);
    expect((await details(bank, token, first.serialNumber)).body).toMatchObject({
      state: 'revoked',
      revocationReason: 'superseded',
      confirmed: false,
    });
    expect((await confirm(bank, token, first.serialNumber)).body.code).toBe('certificate-revoked');
    const used = await ask(bank, token, csrOf('a'));
    expect([used.status, used.body.code]).toEqual([422, 'key-used']);
    expect(await me(bank, token)).toMatchObject({
      certificate: { state: 'not-issued' },
      unconfirmed: { serialNumber: second.body.serialNumber },
    });
  });

  test('a confirmed one that is in date stands in the way of another key', async () => {
    const bank = await startTestBank();
    const token = await bank.logIn('jirodt');
    await confirm(bank, token, (await ask(bank, token, csrOf('a'))).body.serialNumber);
    const other = await ask(bank, token, csrOf('b'));
    expect([other.status, other.body.code]).toEqual([409, 'certificate-exists']);
    for (const loginId of ['sachikodt', 'tarodt']) {
      const seeded = await bank.logIn(loginId);
      expect((await ask(bank, seeded, csrOf('b', loginId))).body.code).toBe('certificate-exists');
    }
  });

  test('an expired or revoked one does not; the state stays as it was until the new one is confirmed', async () => {
    const bank = await startTestBank();
    for (const [loginId, state] of [
      ['ichirodt', 'expired'],
      ['shirodt', 'revoked'],
    ] as const) {
      const token = await bank.logIn(loginId);
      const issued = await ask(bank, token, csrOf(loginId, loginId));
      expect(issued.status).toBe(201);
      expect(new X509Certificate(issued.body.certificate).subject).toMatch(/ A002 /);
      expect((await me(bank, token)).certificate.state).toBe(state);
      const before = (await me(bank, token)).certificate.serialNumber;
      await confirm(bank, token, issued.body.serialNumber);
      expect((await me(bank, token)).certificate.state).toBe('issued');
      expect((await details(bank, token, before)).body.state).toBe(state);
    }
  });

  test('follows the date of the bank', async () => {
    const bank = await startTestBank();
    let token = await bank.logIn('jirodt');
    const { serialNumber, notAfter } = (await ask(bank, token, csrOf('a'))).body;
    await confirm(bank, token, serialNumber);
    const untilEnd = new Date(notAfter).getTime() - bank.clock.ms;
    setBankDate(bank, untilEnd - 39 * DAY_MS);
    expect(await me(bank, token)).toMatchObject({
      certificate: { state: 'renewable' },
      notices: [{ code: 'certificate-expires-soon' }],
    });
    setBankDate(bank, untilEnd + 2000);
    expect((await me(bank, token)).certificate).toEqual({ state: 'expired', serialNumber });
    expect((await ask(bank, token, csrOf('a'))).body.code).toBe('key-used');
    token = await bank.logIn('jirodt');
    const next = await ask(bank, token, csrOf('b'));
    expect([next.status, next.body.notBefore > notAfter]).toEqual([201, true]);
    const status = await bank.call('GET', '/v1/status');
    expect(status.body.time > notAfter).toBe(true);
  });

  test("somebody else's key is used, somebody else's certificate does not exist", async () => {
    const bank = await startTestBank();
    const jiro = await bank.logIn('jirodt');
    const { serialNumber } = (await ask(bank, jiro, csrOf('a'))).body;
    const shiro = await bank.logIn('shirodt');
    expect((await ask(bank, shiro, csrOf('a', 'shirodt'))).body.code).toBe('key-used');
    expect((await details(bank, shiro, serialNumber)).body.code).toBe('not-found');
    expect((await confirm(bank, shiro, serialNumber)).body.code).toBe('not-found');
    const unknown = '5b8e869e2bc4b2225302f34ada65184e';
    expect((await details(bank, jiro, unknown)).status).toBe(404);
    expect((await confirm(bank, jiro, unknown)).status).toBe(404);
    for (const loginId of ['hanakodt', 'saburodt']) {
      const token = await bank.logIn(loginId);
      expect((await details(bank, token, serialNumber)).body).toMatchObject({
        loginId: 'jirodt',
        state: 'issued',
      });
      expect((await confirm(bank, token, serialNumber)).status).toBe(404);
    }
  });

  test('is for whoever has logged in fully', async () => {
    const bank = await startTestBank();
    const json = { loginId: 'jirodt', password: 'demo-jirodt' };
    const { token } = (await bank.call('POST', '/v1/sessions', { json })).body;
    const serialNumber = '5b8e869e2bc4b2225302f34ada65184e';
    for (const answer of [
      await ask(bank, token, csrOf('a')),
      await confirm(bank, token, serialNumber),
      await details(bank, token, serialNumber),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([403, 'otp-required']);
    }
  });
});

describe('a request that is refused', () => {
  const tampered = () => {
    const lines = csrOf('a').trimEnd().split('\n');
    const index = lines.length - 2;
    const line = lines[index] ?? '';
    lines[index] = (line.startsWith('A') ? 'B' : 'A') + line.slice(1);
    return lines.join('\n');
  };
  const cases: [string, () => string][] = [
    ['another login ID', () => csrOf('a', 'hanakodt')],
    ['two CNs', () => requestBy(keyNamed('a'), '/CN=hanakodt/CN=jirodt')],
    ['no CN', () => requestBy(keyNamed('a'), '/O=jirodt')],
    ['a wrong signature', tampered],
    ['SHA-1', () => requestBy(keyNamed('a'), '/CN=jirodt', '-sha1')],
    ['PSS', () => requestBy(keyNamed('a'), '/CN=jirodt', '-sigopt', 'rsa_padding_mode:pss')],
    ['1024 bits', () => requestBy(keyNamed('small', 1024), '/CN=jirodt')],
    ['no PEM', () => 'garbage'],
    [
      'PEM of garbage',
      () => '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n',
    ],
    ['two requests', () => csrOf('a') + csrOf('a')],
    ['a private key', () => keyNamed('a')],
  ];
  test.each(cases)('%s', async (_what, makeCsr) => {
    const bank = await startTestBank();
    const token = await bank.logIn('jirodt');
    const answer = await ask(bank, token, makeCsr());
    expect([answer.status, answer.body.code]).toEqual([422, 'csr-refused']);
    expect((await me(bank, token)).unconfirmed).toBeUndefined();
  });

  test('an elliptic key', async () => {
    const bank = await startTestBank();
    const token = await bank.logIn('jirodt');
    const { generateKeyPairSync } = await import('node:crypto');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
    expect((await ask(bank, token, requestBy(pem, '/CN=jirodt'))).body.code).toBe('csr-refused');
  });

  test('one that does not fit the contract, and odd serial numbers', async () => {
    const bank = await startTestBank();
    const token = await bank.logIn('jirodt');
    const tooLong = await ask(bank, token, 'x'.repeat(16_385));
    expect([tooLong.status, tooLong.body.code]).toEqual([400, 'invalid-request']);
    for (const odd of ['1', 'X'.repeat(32), '%E0%A4%A', '5B8E869E2BC4B2225302F34ADA65184E']) {
      for (const answer of [await details(bank, token, odd), await confirm(bank, token, odd)]) {
        expect([answer.status, answer.body.code]).toEqual([400, 'invalid-request']);
      }
    }
    // checkExchange cannot decode the broken escape.
    bank.exchanges.splice(
      0,
      bank.exchanges.length,
      ...bank.exchanges.filter(({ path }) => !path.includes('%')),
    );
  });
});
