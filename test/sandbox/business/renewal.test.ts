import { constants, createSign, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  ask,
  confirm,
  control,
  csrOf,
  DAY_MS,
  detailsOf,
  openSession,
  prove,
  provenToken,
  refusal,
  renew,
  revoke,
  signed,
  takeOver,
} from '../company-support.ts';
import { copyOfSeeded, keyNamed, startTestBank, type TestBank, useSeededFolder } from '../support.ts';

useSeededFolder();

const UNKNOWN = '5b8e869e2bc4b2225302f34ada65184e';

async function me(bank: TestBank, token: string) {
  return (await bank.call('GET', '/v1/me', { token })).body;
}

describe('the proof', () => {
  test('makes the session a proven one; repeatable', async () => {
    const bank = await startTestBank();
    const taro = await takeOver(bank, 'tarodt');
    const session = await openSession(bank, 'tarodt');
    for (let i = 0; i < 2; i += 1) {
      const { status, body } = await prove(bank, session, taro);
      expect([status, body.proven, body.state, body.challenge]).toEqual([
        200,
        true,
        'authenticated',
        session.challenge,
      ]);
    }
    const log = await control(bank, (opened) => opened.log());
    expect(log.at(-1)).toMatchObject({ act: 'proven', loginId: 'tarodt', detail: taro.serialNumber });
  });

  test('is refused for anything else', async () => {
    const bank = await startTestBank();
    const taro = await takeOver(bank, 'tarodt');
    const sachiko = await takeOver(bank, 'sachikodt');
    const session = await openSession(bank, 'tarodt');
    const { challenge, token } = session;
    const key = { key: keyNamed(taro.key) };
    const pss = createSign('sha256').update(`cert-tool proof v1\n${challenge}`);
    const sha1 = createSign('sha1').update(`cert-tool proof v1\n${challenge}`);
    const cases: [string, string, string][] = [
      ['another key', taro.serialNumber, signed('stranger', challenge)],
      ["somebody else's certificate", sachiko.serialNumber, signed(sachiko.key, challenge)],
      ['an unknown certificate', UNKNOWN, signed(taro.key, challenge)],
      ["another session's challenge", taro.serialNumber, signed(taro.key, `${challenge}x`)],
      ['no prefix', taro.serialNumber, signed(taro.key, challenge, '')],
      ['another prefix', taro.serialNumber, signed(taro.key, challenge, 'cert-tool proof v1\r\n')],
      ['PSS', taro.serialNumber, pss.sign({ ...key, padding: constants.RSA_PKCS1_PSS_PADDING }, 'base64')],
      ['SHA-1', taro.serialNumber, sha1.sign({ ...key, padding: constants.RSA_PKCS1_PADDING }, 'base64')],
      ['no signature', taro.serialNumber, 'AAAA'],
    ];
    for (const [what, serialNumber, signature] of cases) {
      const json = { serialNumber, signature };
      const answer = await bank.call('POST', '/v1/sessions/current/proof', { token, json });
      expect([what, ...refusal(answer)]).toEqual([what, 401, 'proof-refused']);
    }
    expect(refusal(await renew(bank, token, taro.serialNumber, csrOf('a', 'tarodt')))).toEqual([
      403,
      'proof-required',
    ]);
    const log = await control(bank, (opened) => opened.log());
    expect(log.filter(({ act }) => act === 'proof-refused')).toHaveLength(cases.length);
  });

  test('counts by a confirmed certificate in date only', async () => {
    const bank = await startTestBank();
    const jiro = await openSession(bank, 'jirodt');
    const { serialNumber } = (await ask(bank, jiro.token, csrOf('a', 'jirodt'))).body;
    expect(refusal(await prove(bank, jiro, { key: 'a', serialNumber }))).toEqual([401, 'proof-refused']);
    await confirm(bank, jiro.token, serialNumber);
    expect((await prove(bank, jiro, { key: 'a', serialNumber })).status).toBe(200);
    const ichiro = await takeOver(bank, 'ichirodt');
    const expired = await openSession(bank, 'ichirodt');
    expect(refusal(await prove(bank, expired, ichiro))).toEqual([401, 'proof-refused']);
    const sachiko = await takeOver(bank, 'sachikodt');
    await takeOver(bank, 'sachikodt', 'another PC');
    const superseded = await openSession(bank, 'sachikodt');
    expect(refusal(await prove(bank, superseded, sachiko))).toEqual([401, 'proof-refused']);
  });

  test('with an elliptic key, as the seeded certificates have, is none', async () => {
    const bank = await startTestBank();
    const session = await openSession(bank, 'sachikodt');
    const { serialNumber } = (await me(bank, session.token)).certificate;
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const sign = createSign('sha256').update(`cert-tool proof v1\n${session.challenge}`);
    const json = { serialNumber, signature: sign.sign(privateKey, 'base64') };
    const { token } = session;
    const answer = await bank.call('POST', '/v1/sessions/current/proof', { token, json });
    expect(refusal(answer)).toEqual([401, 'proof-refused']);
  });

  test('needs a full login and a request that fits the contract', async () => {
    const bank = await startTestBank();
    const json = { serialNumber: UNKNOWN, signature: 'AAAA' };
    const login = { loginId: 'tarodt', password: 'demo-tarodt' };
    const { token } = (await bank.call('POST', '/v1/sessions', { json: login })).body;
    const path = '/v1/sessions/current/proof';
    expect(refusal(await bank.call('POST', path, { json }))).toEqual([401, 'session-required']);
    expect(refusal(await bank.call('POST', path, { token, json }))).toEqual([403, 'otp-required']);
    const full = await bank.logIn('sachikodt');
    for (const odd of [
      { ...json, signature: '!' },
      { ...json, serialNumber: '1' },
      { ...json, more: 1 },
    ]) {
      expect(refusal(await bank.call('POST', path, { token: full, json: odd }))).toEqual([
        400,
        'invalid-request',
      ]);
    }
  });
});

describe('a renewal', () => {
  test('works beside the old certificate until it is confirmed, which revokes the old one', async () => {
    const bank = await startTestBank();
    const taro = await takeOver(bank, 'tarodt');
    const token = await provenToken(bank, taro);
    const { status, body } = await renew(bank, token, taro.serialNumber, csrOf('new', 'tarodt'));
    expect([status, body.confirmed]).toEqual([201, false]);
    expect(new Date(body.notAfter).getTime()).toBeGreaterThan(bank.clock.ms + 364 * DAY_MS);
    expect(await me(bank, token)).toMatchObject({
      certificate: { state: 'renewable', serialNumber: taro.serialNumber },
      unconfirmed: { serialNumber: body.serialNumber },
    });
    for (let i = 0; i < 2; i += 1) expect((await confirm(bank, token, body.serialNumber)).status).toBe(204);
    expect(await detailsOf(bank, token, taro.serialNumber)).toMatchObject({
      state: 'revoked',
      revocationReason: 'superseded',
    });
    const { certificate, unconfirmed } = await me(bank, token);
    expect(certificate).toMatchObject({ state: 'issued', serialNumber: body.serialNumber });
    expect(unconfirmed).toBeUndefined();
    const acts = (await control(bank, (opened) => opened.log())).map(({ act }) => act);
    expect(acts.slice(-3)).toEqual([
      'certificate-renewed',
      'certificate-superseded',
      'certificate-confirmed',
    ]);
  });

  test('the same key gets the same certificate: by either request, at any time, after a restart', async () => {
    const bank = await startTestBank();
    const taro = await takeOver(bank, 'tarodt');
    let token = await provenToken(bank, taro);
    const csr = csrOf('new', 'tarodt');
    const first = (await renew(bank, token, taro.serialNumber, csr)).body;
    expect(await renew(bank, token, taro.serialNumber, csr)).toMatchObject({ status: 200, body: first });
    // Without proof, as a client does that comes back after a lost answer.
    expect(await ask(bank, await bank.logIn('tarodt'), csr)).toMatchObject({ status: 200, body: first });
    await bank.close();
    const restarted = await startTestBank(bank.dir);
    token = await provenToken(restarted, taro);
    expect((await renew(restarted, token, taro.serialNumber, csr)).body).toEqual(first);
    await confirm(restarted, token, first.serialNumber);
    const again = { status: 200, body: { ...first, confirmed: true } };
    expect(await renew(restarted, token, taro.serialNumber, csr)).toMatchObject(again);
    const renewed = { ...taro, key: 'new', serialNumber: first.serialNumber };
    token = await provenToken(restarted, renewed);
    expect(await renew(restarted, token, taro.serialNumber, csr)).toMatchObject(again);
    expect(refusal(await renew(restarted, token, taro.serialNumber, csrOf('more', 'tarodt')))).toEqual([
      409,
      'already-renewed',
    ]);
    const early = await renew(restarted, token, first.serialNumber, csrOf('more', 'tarodt'));
    expect(refusal(early)).toEqual([409, 'too-early']);
    expect(new Date(early.body.renewableFrom).getTime()).toBe(
      new Date(first.notAfter).getTime() - 40 * DAY_MS,
    );
  });

  test('another key supersedes the unconfirmed one, whose key is then used', async () => {
    const bank = await startTestBank();
    const taro = await takeOver(bank, 'tarodt');
    const token = await provenToken(bank, taro);
    const first = (await renew(bank, token, taro.serialNumber, csrOf('lost', 'tarodt'))).body;
    const second = await renew(bank, token, taro.serialNumber, csrOf('kept', 'tarodt'));
    expect(second.status).toBe(201);
    expect(refusal(await confirm(bank, token, first.serialNumber))).toEqual([410, 'certificate-revoked']);
    for (const key of ['lost', taro.key]) {
      const answer = await renew(bank, token, taro.serialNumber, csrOf(key, 'tarodt'));
      expect([key, ...refusal(answer)]).toEqual([key, 422, 'key-used']);
    }
    expect((await confirm(bank, token, second.body.serialNumber)).status).toBe(204);
    expect((await me(bank, token)).certificate.serialNumber).toBe(second.body.serialNumber);
  });

  test('the state says no: each in its own word', async () => {
    const bank = await startTestBank();
    const sachiko = await takeOver(bank, 'sachikodt');
    const token = await provenToken(bank, sachiko);
    const csr = csrOf('new', 'sachikodt');
    const early = await renew(bank, token, sachiko.serialNumber, csr);
    expect(refusal(early)).toEqual([409, 'too-early']);
    const from = new Date(early.body.renewableFrom).getTime();
    expect(from).toBe(new Date(sachiko.notAfter).getTime() - 40 * DAY_MS);
    for (const serialNumber of [UNKNOWN, (await takeOver(bank, 'tarodt')).serialNumber]) {
      expect(refusal(await renew(bank, token, serialNumber, csr))).toEqual([404, 'not-found']);
    }
    expect(refusal(await renew(bank, token, sachiko.serialNumber, csrOf('x', 'tarodt')))).toEqual([
      422,
      'csr-refused',
    ]);
    expect(refusal(await renew(bank, token, 'x', csr))).toEqual([400, 'invalid-request']);
    const toDate = (ms: number) => control(bank, (opened) => opened.clock({ to: new Date(ms) }));
    await toDate(from - 2_000);
    expect(refusal(await renew(bank, token, sachiko.serialNumber, csr))).toEqual([409, 'too-early']);
    await toDate(from + 365 * DAY_MS);
    expect(refusal(await renew(bank, token, sachiko.serialNumber, csr))).toEqual([
      410,
      'certificate-expired',
    ]);
    await toDate(from + 1_000);
    expect((await renew(bank, token, sachiko.serialNumber, csr)).status).toBe(201);
  });

  test('one that was revoked, in the session that has proved it', async () => {
    const bank = await startTestBank();
    const [taro, hanako] = [await takeOver(bank, 'tarodt'), await takeOver(bank, 'hanakodt')];
    const token = await provenToken(bank, taro);
    const unconfirmed = (await renew(bank, token, taro.serialNumber, csrOf('a', 'tarodt'))).body;
    const administrator = await provenToken(bank, hanako);
    expect((await revoke(bank, administrator, 'tarodt', taro.serialNumber)).status).toBe(200);
    expect(refusal(await renew(bank, token, taro.serialNumber, csrOf('b', 'tarodt')))).toEqual([
      410,
      'certificate-revoked',
    ]);
    expect(refusal(await confirm(bank, token, unconfirmed.serialNumber))).toEqual([
      410,
      'certificate-revoked',
    ]);
    expect(refusal(await renew(bank, token, taro.serialNumber, csrOf('a', 'tarodt')))).toEqual([
      422,
      'key-used',
    ]);
    expect((await me(bank, token)).certificate.state).toBe('revoked');
  });

  test('an unconfirmed one that expires is worth nothing, and cannot be confirmed any more', async () => {
    const bank = await startTestBank();
    let token = await bank.logIn('jirodt');
    const late = (await ask(bank, token, csrOf('late', 'jirodt'))).body;
    await control(bank, (opened) => opened.clock({ advanceDays: 400 }));
    const next = (await ask(bank, token, csrOf('next', 'jirodt'))).body;
    await confirm(bank, token, next.serialNumber);
    expect(refusal(await confirm(bank, token, late.serialNumber))).toEqual([410, 'certificate-expired']);
    token = await bank.logIn('jirodt');
    expect((await me(bank, token)).certificate.serialNumber).toBe(next.serialNumber);
  });

  test('several at once: one certificate for one key; of several keys the last one stays', async () => {
    const bank = await startTestBank();
    const taro = await takeOver(bank, 'tarodt');
    const token = await provenToken(bank, taro);
    const same = csrOf('same', 'tarodt');
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        index % 2 ? ask(bank, token, same) : renew(bank, token, taro.serialNumber, same),
      ),
    );
    const serials = answers.map(({ body }) => body.serialNumber).filter((serial) => serial !== undefined);
    expect(new Set(serials).size).toBe(1);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);

    const keys = ['a', 'b', 'c', 'd'];
    const requests = keys.map((key) => csrOf(key, 'tarodt'));
    const made = await Promise.all(requests.map((csr) => renew(bank, token, taro.serialNumber, csr)));
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    const confirmed = await Promise.all(made.map(({ body }) => confirm(bank, token, body.serialNumber)));
    expect(confirmed.map(({ status }) => status).sort()).toEqual([204, 410, 410, 410]);
    const { certificate, unconfirmed } = await me(bank, token);
    expect(certificate.state).toBe('issued');
    expect(unconfirmed).toBeUndefined();
  });

  test('a confirmation and another renewal at once leave one confirmed certificate', async () => {
    const bank = await startTestBank();
    const taro = await takeOver(bank, 'tarodt');
    const token = await provenToken(bank, taro);
    const first = (await renew(bank, token, taro.serialNumber, csrOf('a', 'tarodt'))).body;
    const [other, confirmed] = await Promise.all([
      renew(bank, token, taro.serialNumber, csrOf('b', 'tarodt')),
      confirm(bank, token, first.serialNumber),
    ]);
    const { certificate, unconfirmed } = await me(bank, token);
    if (confirmed.status === 204) {
      expect(refusal(other)).toEqual([409, 'already-renewed']);
      expect(certificate.serialNumber).toBe(first.serialNumber);
      expect(unconfirmed).toBeUndefined();
    } else {
      expect([confirmed.status, other.status]).toEqual([410, 201]);
      expect(certificate.serialNumber).toBe(taro.serialNumber);
      expect(unconfirmed.serialNumber).toBe(other.body.serialNumber);
    }
  });

  test('faults strike it as they strike an issue: nothing is lost', async () => {
    const bank = await startTestBank(copyOfSeeded(), true, [{ name: 'drop-after-issue', probability: 1 }]);
    const taro = await takeOver(bank, 'tarodt');
    const token = await provenToken(bank, taro);
    const csr = csrOf('a', 'tarodt');
    await expect(renew(bank, token, taro.serialNumber, csr)).rejects.toThrow();
    const { unconfirmed } = await me(bank, token);
    expect(unconfirmed.serialNumber).toMatch(/^[0-9a-f]{32}$/);
    await bank.close();
    const good = await startTestBank(bank.dir);
    const answer = await ask(good, await good.logIn('tarodt'), csr);
    expect([answer.status, answer.body.serialNumber]).toEqual([200, unconfirmed.serialNumber]);
  });
});
