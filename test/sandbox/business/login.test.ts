import { describe, expect, test } from 'vitest';
import { totpCode, totpStep } from '../../../src/sandbox/business/otp.ts';
import { controlPracticeBank } from '../../../src/sandbox/index.ts';
import { codeIn, emails, startTestBank, type TestBank, useSeededFolder } from '../support.ts';

useSeededFolder();

function open(bank: TestBank, loginId: string, password = `demo-${loginId}`) {
  return bank.call('POST', '/v1/sessions', { json: { loginId, password } });
}

function submit(bank: TestBank, token: string, code: string) {
  return bank.call('POST', '/v1/sessions/current/otp', { token, json: { code } });
}

async function secretOf(bank: TestBank, loginId: string): Promise<string> {
  const control = await controlPracticeBank(bank.dir, () => new Date(bank.clock.ms));
  const { users } = await control.info();
  return users.find((user) => user.loginId === loginId)?.otp.secret ?? '';
}

describe('what anyone may ask', () => {
  test('status and CA', async () => {
    const bank = await startTestBank();
    const status = await bank.call('GET', '/v1/status');
    expect(status.body).toMatchObject({ bankId: bank.bankId, status: 'ok', apiVersion: '1.0' });
    expect(bank.bankId).toMatch(/^demo-[0-9a-f]{8}$/);
    const ca = await bank.call('GET', '/v1/ca');
    expect(ca.text.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    expect(ca.headers['cache-control']).toBe('no-store');
  });

  test('what is not there is a problem of its own', async () => {
    const bank = await startTestBank();
    for (const [method, path] of [
      ['GET', '/v1/nothing'],
      ['PUT', '/v1/status'],
      ['GET', '/'],
    ] as const) {
      const answer = await bank.call(method, path);
      expect([answer.status, answer.body.code]).toEqual([404, 'not-found']);
    }
    bank.exchanges.length = 0;
  });
});

describe('logging in', () => {
  test('without a one-time password', async () => {
    const bank = await startTestBank();
    const { status, body } = await open(bank, 'sachikodt');
    expect(status).toBe(201);
    expect(body.state).toBe('authenticated');
    expect(body.otp).toBeUndefined();
    expect((await bank.call('GET', '/v1/me', { token: body.token })).body).toMatchObject({
      loginId: 'sachikodt',
      name: 'データ幸子',
      role: 'general',
      certificate: { state: 'issued' },
      notices: [],
    });
  });

  test('with a token, whose code is taken once', async () => {
    const bank = await startTestBank();
    const code = totpCode(await secretOf(bank, 'jirodt'), totpStep(new Date(bank.clock.ms)));
    const first = await open(bank, 'jirodt');
    expect(first.body).toMatchObject({
      state: 'otp-required',
      otp: { method: 'token', digits: 6, attemptsLeft: 5 },
    });
    const waiting = await bank.call('GET', '/v1/me', { token: first.body.token });
    expect([waiting.status, waiting.body.code]).toEqual([403, 'otp-required']);
    const done = await submit(bank, first.body.token, code);
    expect([done.status, done.body.state, done.body.token]).toEqual([200, 'authenticated', first.body.token]);
    expect((await submit(bank, first.body.token, 'again')).status).toBe(200);

    const second = await open(bank, 'jirodt');
    const again = await submit(bank, second.body.token, code);
    expect([again.status, again.body.code, again.body.attemptsLeft]).toEqual([401, 'otp-refused', 4]);
  });

  test('with a code of a step beside now, and a late one', async () => {
    const bank = await startTestBank();
    const secret = await secretOf(bank, 'jirodt');
    const step = totpStep(new Date(bank.clock.ms));
    const { token } = (await open(bank, 'jirodt')).body;
    const late = await submit(bank, token, totpCode(secret, step - 4));
    expect([late.status, late.body.code]).toEqual([401, 'otp-expired']);
    expect((await submit(bank, token, totpCode(secret, step - 1))).status).toBe(200);
  });

  test('with an e-mailed code; sending again voids the earlier one', async () => {
    const bank = await startTestBank();
    const { token, otp } = (await open(bank, 'tarodt')).body;
    expect(otp.method).toBe('email');
    bank.clock.ms += 1000;
    const resent = await bank.call('POST', '/v1/sessions/current/otp/resend', { token });
    expect([resent.status, resent.body.state]).toEqual([202, 'otp-required']);
    const [first = '', second = '', ...more] = emails(bank.dir).map(codeIn);
    expect(more).toEqual([]);
    // One in a million pairs of random codes is equal.
    if (first !== second) expect((await submit(bank, token, first)).body.code).toBe('otp-refused');
    expect((await submit(bank, token, second)).status).toBe(200);
    const none = await bank.call('POST', '/v1/sessions/current/otp/resend', { token });
    expect([none.status, none.body.code]).toEqual([400, 'invalid-request']);
  });

  test('an e-mailed code that is too late is expired and not counted', async () => {
    const bank = await startTestBank();
    const { token } = (await open(bank, 'tarodt')).body;
    const [email = ''] = emails(bank.dir);
    expect(email).toMatch(/^To: <tarodt@/m);
    bank.clock.ms += 5 * 60_000;
    const late = await submit(bank, token, codeIn(email));
    expect([late.status, late.body.code]).toEqual([401, 'otp-expired']);
    expect((await open(bank, 'tarodt')).body.otp.attemptsLeft).toBe(5);
  });

  test('a handed-out code is taken once, within five minutes', async () => {
    const bank = await startTestBank();
    for (const loginId of ['jirodt', 'tarodt']) {
      const code = await bank.codeFor(loginId);
      const first = (await open(bank, loginId)).body.token;
      expect((await submit(bank, first, code)).status).toBe(200);
      const second = (await open(bank, loginId)).body.token;
      expect((await submit(bank, second, code)).body.code).toBe('otp-refused');
    }
    const old = await bank.codeFor('jirodt');
    bank.clock.ms += 5 * 60_000;
    const { token } = (await open(bank, 'jirodt')).body;
    expect((await submit(bank, token, old)).body.code).toBe('otp-expired');
  });

  test('answers in the wished language', async () => {
    const bank = await startTestBank();
    for (const [language, detail, name] of [
      ['en-US,en;q=0.9,ja;q=0.5', 'Log in first.', 'cert-tool demo bank'],
      ['fr', 'ログインしてください。', 'cert-tool デモ銀行'],
    ] as const) {
      const answer = await bank.call('GET', '/v1/me', { headers: { 'accept-language': language } });
      expect(answer.body.detail).toBe(detail);
      const status = await bank.call('GET', '/v1/status', { headers: { 'accept-language': language } });
      expect(status.body.name).toBe(name);
    }
  });
});

describe('the lock', () => {
  test('falls at the fifth wrong password, for the right one too, and outlives a restart', async () => {
    const bank = await startTestBank();
    for (const left of [4, 3, 2, 1]) {
      const wrong = await open(bank, 'sachikodt', 'wrong');
      expect([wrong.status, wrong.body.code, wrong.body.attemptsLeft]).toEqual([
        401,
        'credentials-refused',
        left,
      ]);
    }
    expect((await open(bank, 'sachikodt', 'wrong')).status).toBe(423);
    expect((await open(bank, 'sachikodt')).body.code).toBe('account-locked');
    await bank.close();

    const restarted = await startTestBank(bank.dir);
    expect((await open(restarted, 'sachikodt')).status).toBe(423);
    const control = await controlPracticeBank(bank.dir, () => new Date());
    await control.unlock('sachikodt');
    expect((await open(restarted, 'sachikodt')).status).toBe(201);
  });

  test('counts tries that come at once', async () => {
    const bank = await startTestBank();
    const answers = await Promise.all(Array.from({ length: 8 }, () => open(bank, 'sachikodt', 'wrong')));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(4);
    expect(answers.filter(({ status }) => status === 423)).toHaveLength(4);
  });

  test('counts unknown login IDs alike', async () => {
    const bank = await startTestBank();
    const answers = [];
    for (let i = 0; i < 6; i += 1) answers.push(await open(bank, 'nobody', 'wrong'));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 423, 423]);
  });

  test('counts one-time passwords across sessions; a full login forgets them', async () => {
    const bank = await startTestBank();
    for (const left of [4, 3, 2, 1]) {
      const { token } = (await open(bank, 'jirodt')).body;
      expect((await submit(bank, token, 'nothing')).body.attemptsLeft).toBe(left);
    }
    await bank.logIn('jirodt');
    const { token, otp } = (await open(bank, 'jirodt')).body;
    expect(otp.attemptsLeft).toBe(5);
    for (let i = 0; i < 4; i += 1) expect((await submit(bank, token, '!')).status).toBe(401);
    expect((await submit(bank, token, '!')).status).toBe(423);
    expect((await submit(bank, token, await bank.codeFor('jirodt'))).status).toBe(423);
    expect((await open(bank, 'jirodt')).status).toBe(423);
  });

  test('holds for sending an e-mail again', async () => {
    const bank = await startTestBank();
    const { token } = (await open(bank, 'tarodt')).body;
    for (let i = 0; i < 5; i += 1) await submit(bank, token, '!');
    expect((await bank.call('POST', '/v1/sessions/current/otp/resend', { token })).status).toBe(423);
  });
});

describe('a session', () => {
  test('ends by log-out, in any state', async () => {
    const bank = await startTestBank();
    for (const loginId of ['jirodt', 'sachikodt']) {
      const { token } = (await open(bank, loginId)).body;
      expect((await bank.call('DELETE', '/v1/sessions/current', { token })).status).toBe(204);
      const again = await bank.call('DELETE', '/v1/sessions/current', { token });
      expect([again.status, again.body.code]).toEqual([401, 'session-ended']);
    }
  });

  test('ends by another full login, not by a half one', async () => {
    const bank = await startTestBank();
    const first = await bank.logIn('jirodt');
    await open(bank, 'jirodt');
    expect((await bank.call('GET', '/v1/me', { token: first })).status).toBe(200);
    const second = await bank.logIn('jirodt');
    expect((await bank.call('GET', '/v1/me', { token: first })).body.code).toBe('session-ended');
    expect((await bank.call('GET', '/v1/me', { token: second })).status).toBe(200);
  });

  test('ends after ten minutes unused; each use makes it live on', async () => {
    const bank = await startTestBank();
    const token = await bank.logIn('sachikodt');
    for (let i = 0; i < 3; i += 1) {
      bank.clock.ms += 9 * 60_000;
      expect((await bank.call('GET', '/v1/me', { token })).status).toBe(200);
    }
    bank.clock.ms += 10 * 60_000;
    expect((await bank.call('GET', '/v1/me', { token })).body.code).toBe('session-ended');
  });

  test('is asked for by everything that needs one', async () => {
    const bank = await startTestBank();
    const serialNumber = '5b8e869e2bc4b2225302f34ada65184e';
    for (const [method, path] of [
      ['GET', '/v1/me'],
      ['DELETE', '/v1/sessions/current'],
      ['POST', '/v1/sessions/current/otp'],
      ['POST', '/v1/sessions/current/otp/resend'],
      ['POST', '/v1/certificates'],
      ['GET', `/v1/certificates/${serialNumber}`],
      ['POST', `/v1/certificates/${serialNumber}/confirmation`],
    ] as const) {
      for (const headers of [{}, { authorization: 'Bearer unknown' }, { authorization: 'Basic eDp5' }]) {
        const answer = await bank.call(method, path, { headers });
        expect([path, answer.status, answer.body.code]).toEqual([path, 401, 'session-required']);
      }
    }
  });
});

describe('malformed requests', () => {
  const bodies: [string, string | Buffer, Record<string, string>?][] = [
    ['nothing', ''],
    ['no JSON', '{'],
    ['no object', '[]'],
    ['null', 'null'],
    ['a missing member', '{"loginId":"jirodt"}'],
    ['a member too many', '{"loginId":"jirodt","password":"x","more":1}'],
    ['a wrong type', '{"loginId":"jirodt","password":1}'],
    ['a login ID with a space', '{"loginId":"jiro dt","password":"x"}'],
    ['a login ID that is too long', JSON.stringify({ loginId: 'x'.repeat(65), password: 'x' })],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
    ['another content type', '{"loginId":"jirodt","password":"x"}', { 'content-type': 'text/plain' }],
    ['a body that is too large', 'x'.repeat(70_000)],
  ];
  test.each(bodies)('%s', async (_what, raw, headers = {}) => {
    const bank = await startTestBank();
    const answer = await bank.call('POST', '/v1/sessions', { raw, headers });
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid-request']);
  });

  test.each([
    [200, 201],
    [70_000, 400],
  ])('a body of unknown length: %i bytes more', async (padding, status) => {
    const bank = await startTestBank();
    const raw = `${' '.repeat(padding)}{"loginId":"sachikodt","password":"demo-sachikodt"}`;
    const answer = await bank.call('POST', '/v1/sessions', {
      raw,
      headers: { 'transfer-encoding': 'chunked' },
    });
    expect(answer.status).toBe(status);
    // Read as a stream, it cannot be seen once more.
    bank.exchanges.length = 0;
  });
});
