import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { controlPracticeBank } from '../../../src/sandbox/index.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';
import { buildBankProcess, logInAt, startBankProcess, type Target } from '../bank-process.ts';
import { csrOf, signed } from '../company-support.ts';
import { copyOfSeeded, keyNamed, requestBy, send, startTestBank, useSeededFolder } from '../support.ts';

useSeededFolder();

let scripts: string;
beforeAll(async () => {
  scripts = makeTempFolder();
  await buildBankProcess(scripts);
});
afterAll(() => rmSync(scripts, { recursive: true, force: true }));

const now = () => new Date();

async function controlled<T>(
  dir: string,
  act: (control: Awaited<ReturnType<typeof controlPracticeBank>>) => Promise<T>,
): Promise<T> {
  const control = await controlPracticeBank(dir, now);
  return act(control).finally(() => control.close());
}

async function provenAt(bank: Target, dir: string, loginId: string, key: string): Promise<string> {
  const { token, challenge } = await logInAt(bank, dir, loginId);
  const { serialNumber } = (await send(bank, 'GET', '/v1/me', { token })).body.certificate;
  const json = { serialNumber, signature: signed(key, challenge) };
  const { status } = await send(bank, 'POST', '/v1/sessions/current/proof', { token, json });
  expect(status).toBe(200);
  return token;
}

/** Runs all of it and kills the bank once `enough` of them were answered; which were answered. */
async function killedAmid<T>(bank: Target, asked: readonly Promise<T>[], enough: number): Promise<T[]> {
  const answered: T[] = [];
  let stopWaiting: () => void = () => undefined;
  const someAnswered = new Promise<void>((resolve) => {
    stopWaiting = resolve;
  });
  const all = asked.map(async (each) => {
    answered.push(await each);
    if (answered.length >= enough) stopWaiting();
  });
  const ended = Promise.allSettled(all);
  await someAnswered;
  await bank.kill();
  for (const result of await ended) {
    if (result.status === 'rejected') expect(result.reason.code).toMatch(/^ECONN|^EPIPE/);
  }
  return answered;
}

test('killed around renewals and confirmations: what was answered is there, and never two or none is valid', {
  timeout: 90_000,
}, async () => {
  const dir = copyOfSeeded();
  let key = 'held';
  await controlled(dir, (control) => control.install('tarodt', requestBy(keyNamed(key), '/CN=tarodt')));
  const answered = new Map<string, string>();
  for (let round = 1; round <= 3; round += 1) {
    let bank = await startBankProcess(scripts, dir);
    let token = await provenAt(bank, dir, 'tarodt', key);
    const old = (await send(bank, 'GET', '/v1/me', { token })).body.certificate.serialNumber;
    const requests = [`${round} a`, `${round} b`].map((each) => ({
      json: { csr: csrOf(each, 'tarodt') },
      token,
    }));
    const path = `/v1/certificates/${old}/renewal`;
    const renewals = await killedAmid(
      bank,
      requests.map((request) => send(bank, 'POST', path, request)),
      1,
    );
    for (const { status, body } of renewals) {
      expect(status).toBe(201);
      answered.set(body.serialNumber, body.certificate);
    }

    bank = await startBankProcess(scripts, dir);
    token = await provenAt(bank, dir, 'tarodt', key);
    const last = `${round} last`;
    const json = { csr: csrOf(last, 'tarodt') };
    const { body: next } = await send(bank, 'POST', path, { token, json });
    answered.set(next.serialNumber, next.certificate);
    const confirmation = `/v1/certificates/${next.serialNumber}/confirmation`;
    const wanted = { length: 4 };
    const confirmed = await killedAmid(
      bank,
      Array.from(wanted, () => send(bank, 'POST', confirmation, { token })),
      1,
    );
    expect(new Set(confirmed.map(({ status }) => status))).toEqual(new Set([204]));

    bank = await startBankProcess(scripts, dir);
    ({ token } = await logInAt(bank, dir, 'tarodt'));
    const me = (await send(bank, 'GET', '/v1/me', { token })).body;
    expect(me.certificate).toMatchObject({ state: 'issued', serialNumber: next.serialNumber });
    expect(me.unconfirmed).toBeUndefined();
    for (const [serialNumber, certificate] of answered) {
      const { body } = await send(bank, 'GET', `/v1/certificates/${serialNumber}`, { token });
      expect(body.certificate).toBe(certificate);
      expect(body.state).toBe(serialNumber === next.serialNumber ? 'issued' : 'revoked');
    }
    await controlled(dir, (control) => control.clock({ advanceDays: 340 }));
    await bank.kill();
    key = last;
  }
});

test('killed around revocations: what was answered is revoked, with the time that was told', {
  timeout: 90_000,
}, async () => {
  const dir = copyOfSeeded();
  const loginIds = Array.from({ length: 12 }, (_, index) => `user${String(index).padStart(2, '0')}`);
  await controlled(dir, async (control) => {
    await control.install('hanakodt', requestBy(keyNamed('held'), '/CN=hanakodt'));
    const common = { line: 1, loginIdColumn: 1, name: '利用者', role: 'general', otp: 'none' } as const;
    const passwords = { password: 'x', confirmationPassword: 'x', state: 'issued' } as const;
    await control.addUsers(
      'users.csv',
      loginIds.map((loginId) => ({ ...common, ...passwords, loginId })),
    );
  });
  const bank = await startBankProcess(scripts, dir);
  const token = await provenAt(bank, dir, 'hanakodt', 'held');
  const { users } = (await send(bank, 'GET', '/v1/users', { token })).body;
  const serials = new Map<string, string>();
  for (const { loginId, certificate } of users) serials.set(loginId, certificate.serialNumber);
  const request = (loginId: string) => ({
    json: { serialNumber: serials.get(loginId), confirmationPassword: 'kakunin-hanakodt' },
  });
  const path = (loginId: string) => `/v1/users/${loginId}/revocation`;
  const answered = await killedAmid(
    bank,
    loginIds.map((loginId) => send(bank, 'POST', path(loginId), { token, ...request(loginId) })),
    4,
  );

  const restarted = await startTestBank(dir);
  const again = await provenAt({ ...restarted, kill: async () => undefined }, dir, 'hanakodt', 'held');
  for (const { status, body } of answered) {
    expect(status).toBe(200);
    const details = await restarted.call('GET', `/v1/certificates/${serials.get(body.loginId)}`, {
      token: again,
    });
    expect(details.body).toMatchObject({ state: 'revoked', revokedAt: body.revokedAt });
  }
  for (const loginId of loginIds) {
    const repeated = await restarted.call('POST', path(loginId), { token: again, ...request(loginId) });
    expect(repeated.status).toBe(200);
    const earlier = answered.find(({ body }) => body.loginId === loginId);
    if (earlier) expect(repeated.body).toEqual(earlier.body);
  }
});
