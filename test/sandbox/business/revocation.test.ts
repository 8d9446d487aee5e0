import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkConfirmationPassword } from '../../../src/sandbox/business/login.ts';
import { openBank } from '../../../src/sandbox/open.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import {
  ask,
  confirm,
  control,
  csrOf,
  detailsOf,
  openSession,
  prove,
  provenToken,
  refusal,
  renew,
  revoke,
  takeOver,
} from '../company-support.ts';
import { copyOfSeeded, startTestBank, type TestBank, useSeededFolder } from '../support.ts';

useSeededFolder();

const UNKNOWN = '5b8e869e2bc4b2225302f34ada65184e';

async function administrator(bank: TestBank, loginId = 'hanakodt'): Promise<string> {
  return provenToken(bank, await takeOver(bank, loginId));
}

// biome-ignore lint/suspicious/noExplicitAny: what the bank answered is what the tests look at
async function usersOf(bank: TestBank, token: string, query = ''): Promise<any[]> {
  const answer = await bank.call('GET', `/v1/users${query}`, { token });
  expect(answer.status).toBe(200);
  return answer.body.users;
}

async function userOf(bank: TestBank, token: string, loginId: string) {
  return (await usersOf(bank, token)).find((user) => user.loginId === loginId);
}

async function serialOf(bank: TestBank, token: string, loginId: string): Promise<string> {
  return (await userOf(bank, token, loginId)).certificate.serialNumber;
}

describe('the users', () => {
  test('with name, role and the state of their certificate; no expiry where there is none to tell', async () => {
    const bank = await startTestBank();
    const users = await usersOf(bank, await administrator(bank));
    const shown = users.map(({ loginId, role, locked, suspended, certificate }) => [
      loginId,
      role,
      certificate.state,
      'serialNumber' in certificate,
      'notAfter' in certificate,
      locked || suspended || 'unconfirmed' in certificate,
    ]);
    expect(shown).toEqual([
      ['hanakodt', 'administrator', 'issued', true, true, false],
      ['ichirodt', 'general', 'expired', true, false, false],
      ['jirodt', 'general', 'not-issued', false, false, false],
      ['saburodt', 'master', 'issued', true, true, false],
      ['sachikodt', 'general', 'issued', true, true, false],
      ['shirodt', 'general', 'revoked', true, false, false],
      ['tarodt', 'general', 'renewable', true, true, false],
    ]);
    expect(users[0].name).toBe('データ花子');
  });

  test('sorted by each column, up and down: equal ones by login ID, those without a value last', async () => {
    const bank = await startTestBank();
    const token = await administrator(bank, 'saburodt');
    const sorted = async (query: string) =>
      (await usersOf(bank, token, query)).map(({ loginId }) => loginId.replace(/dt$/, '')).join(' ');
    const byId = 'hanako ichiro jiro saburo sachiko shiro taro';
    expect(await sorted('')).toBe(byId);
    expect(await sorted('?order=desc')).toBe(byId.split(' ').reverse().join(' '));
    expect(await sorted('?sort=loginId&order=asc')).toBe(byId);
    expect(await sorted('?sort=role')).toBe('saburo hanako ichiro jiro sachiko shiro taro');
    expect(await sorted('?sort=role&order=desc')).toBe('ichiro jiro sachiko shiro taro hanako saburo');
    expect(await sorted('?sort=state')).toBe('jiro hanako saburo sachiko taro ichiro shiro');
    expect(await sorted('?sort=state&order=desc')).toBe('shiro ichiro taro hanako saburo sachiko jiro');
    expect(await sorted('?sort=notAfter')).toBe('taro saburo hanako sachiko ichiro jiro shiro');
    expect(await sorted('?sort=notAfter&order=desc')).toBe('sachiko hanako saburo taro ichiro jiro shiro');
    const names = (await usersOf(bank, token, '?sort=name')).map(({ name }) => name);
    expect(names).toEqual([...names].sort(new Intl.Collator('ja').compare));
    for (const query of ['?sort=age', '?order=up', '?sort=', '?order=DESC']) {
      const answer = await bank.call('GET', `/v1/users${query}`, { token });
      expect(refusal(answer)).toEqual([400, 'invalid-request']);
    }
  });

  test('locked ones, and those who have only an unconfirmed certificate', async () => {
    const bank = await startTestBank();
    const token = await administrator(bank);
    const jiro = await bank.logIn('jirodt');
    const { serialNumber } = (await ask(bank, jiro, csrOf('a', 'jirodt'))).body;
    for (let i = 0; i < 5; i += 1) {
      await bank.call('POST', '/v1/sessions', { json: { loginId: 'tarodt', password: 'wrong' } });
    }
    expect(await userOf(bank, token, 'tarodt')).toMatchObject({ locked: true, suspended: false });
    expect((await userOf(bank, token, 'jirodt')).certificate).toEqual({
      state: 'not-issued',
      serialNumber,
      unconfirmed: true,
    });
    await confirm(bank, jiro, serialNumber);
    const { certificate } = await userOf(bank, token, 'jirodt');
    expect(certificate).toEqual({ state: 'issued', serialNumber, notAfter: expect.any(String) });
  });

  test('are for administrators and the master user, with proof', async () => {
    const bank = await startTestBank();
    const path = '/v1/users';
    const login = { loginId: 'hanakodt', password: 'demo-hanakodt' };
    const { token: waiting } = (await bank.call('POST', '/v1/sessions', { json: login })).body;
    expect(refusal(await bank.call('GET', path, { token: waiting }))).toEqual([403, 'otp-required']);
    const unproven = await bank.logIn('hanakodt');
    expect(refusal(await bank.call('GET', path, { token: unproven }))).toEqual([403, 'proof-required']);
    const general = await provenToken(bank, await takeOver(bank, 'sachikodt'));
    expect(refusal(await bank.call('GET', path, { token: general }))).toEqual([403, 'not-permitted']);
    expect(refusal(await bank.call('GET', path))).toEqual([401, 'session-required']);
  });
});

describe('a revocation', () => {
  test('revokes for certain, with reason and time, once: the same again is answered the same', async () => {
    const bank = await startTestBank();
    const token = await administrator(bank);
    const serialNumber = await serialOf(bank, token, 'sachikodt');
    const sachiko = await bank.logIn('sachikodt');
    const first = await revoke(bank, token, 'sachikodt', serialNumber, { reason: 'keyCompromise' });
    expect([first.status, first.body]).toEqual([
      200,
      { loginId: 'sachikodt', name: 'データ幸子', state: 'revoked', revokedAt: expect.any(String) },
    ]);
    await control(bank, (opened) => opened.clock({ advanceDays: 3 }));
    const again = await revoke(bank, token, 'sachikodt', serialNumber, { reason: 'unspecified' });
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(await detailsOf(bank, sachiko, serialNumber)).toMatchObject({
      state: 'revoked',
      revokedAt: first.body.revokedAt,
      revocationReason: 'keyCompromise',
    });
    const { certificate } = await userOf(bank, token, 'sachikodt');
    expect(certificate).toEqual({ state: 'revoked', serialNumber });
    const log = await control(bank, (opened) => opened.log());
    const entries = log.filter(({ act }) => act === 'certificate-revoked');
    expect(entries).toMatchObject([
      { loginId: 'sachikodt', detail: `${serialNumber} keyCompromise, by hanakodt` },
    ]);
    expect(JSON.stringify(log)).not.toContain('kakunin');
  });

  test('outlives a restart, also for the one who asks again', async () => {
    const bank = await startTestBank();
    const hanako = await takeOver(bank, 'hanakodt');
    const token = await provenToken(bank, hanako);
    const serialNumber = await serialOf(bank, token, 'tarodt');
    const first = await revoke(bank, token, 'tarodt', serialNumber);
    await bank.close();
    const restarted = await startTestBank(bank.dir);
    const again = await revoke(restarted, await provenToken(restarted, hanako), 'tarodt', serialNumber);
    expect([again.status, again.body]).toEqual([200, first.body]);
  });

  test('takes the unconfirmed one along, and nothing brings either back', async () => {
    const bank = await startTestBank();
    const taro = await takeOver(bank, 'tarodt');
    const session = await provenToken(bank, taro);
    const { body: next } = await renew(bank, session, taro.serialNumber, csrOf('a', 'tarodt'));
    const token = await administrator(bank, 'saburodt');
    expect(await serialOf(bank, token, 'tarodt')).toBe(taro.serialNumber);
    const confirmationPassword = 'kakunin-saburodt';
    const named = (serialNumber: string, reason = 'cessationOfOperation') =>
      revoke(bank, token, 'tarodt', serialNumber, { confirmationPassword, reason });
    // Not the one that /users shows.
    expect(refusal(await named(next.serialNumber))).toEqual([409, 'certificate-changed']);
    expect((await named(taro.serialNumber)).status).toBe(200);
    for (const { serialNumber } of [taro, next]) {
      expect(await detailsOf(bank, token, serialNumber)).toMatchObject({
        state: 'revoked',
        revocationReason: 'cessationOfOperation',
      });
      expect((await named(serialNumber)).status).toBe(200);
    }
    expect(refusal(await confirm(bank, session, next.serialNumber))).toEqual([410, 'certificate-revoked']);
    // Whoever was revoked gets a new one.
    const issued = await ask(bank, session, csrOf('b', 'tarodt'));
    expect(issued.status).toBe(201);
    await confirm(bank, session, issued.body.serialNumber);
    expect(await userOf(bank, token, 'tarodt')).toMatchObject({ certificate: { state: 'issued' } });
    expect((await named(taro.serialNumber)).status).toBe(200);
    expect(await userOf(bank, token, 'tarodt')).toMatchObject({ certificate: { state: 'issued' } });
  });

  test('of one that is only unconfirmed, whatever the reason is called', async () => {
    const bank = await startTestBank();
    const token = await administrator(bank);
    const jiro = await bank.logIn('jirodt');
    const { serialNumber } = (await ask(bank, jiro, csrOf('a', 'jirodt'))).body;
    expect((await revoke(bank, token, 'jirodt', serialNumber, { reason: 'superseded' })).status).toBe(200);
    expect((await userOf(bank, token, 'jirodt')).certificate).toEqual({ state: 'revoked', serialNumber });
    expect((await revoke(bank, token, 'jirodt', serialNumber)).status).toBe(200);
    expect(refusal(await confirm(bank, jiro, serialNumber))).toEqual([410, 'certificate-revoked']);
  });

  test('of a certificate that is not the present one', async () => {
    const bank = await startTestBank();
    const token = await administrator(bank);
    const taro = await takeOver(bank, 'tarodt');
    const session = await provenToken(bank, taro);
    const { body: next } = await renew(bank, session, taro.serialNumber, csrOf('a', 'tarodt'));
    await confirm(bank, session, next.serialNumber);
    const sachiko = await serialOf(bank, token, 'sachikodt');
    const [ichiro, shiro] = [await serialOf(bank, token, 'ichirodt'), await serialOf(bank, token, 'shirodt')];
    const cases: [string, string, number, string?][] = [
      ['tarodt', taro.serialNumber, 409, 'certificate-changed'],
      ['tarodt', sachiko, 404, 'not-found'],
      ['tarodt', UNKNOWN, 404, 'not-found'],
      ['jirodt', UNKNOWN, 409, 'nothing-to-revoke'],
      ['ichirodt', ichiro, 409, 'nothing-to-revoke'],
      ['shirodt', UNKNOWN, 409, 'nothing-to-revoke'],
      ['shirodt', shiro, 200],
    ];
    for (const [loginId, serialNumber, status, code] of cases) {
      const answer = await revoke(bank, token, loginId, serialNumber);
      expect([loginId, ...refusal(answer)]).toEqual([loginId, status, code]);
    }
    expect((await revoke(bank, token, 'tarodt', next.serialNumber)).status).toBe(200);
  });

  test('who may: checked in the order of the contract', async () => {
    const bank = await startTestBank();
    const [general, unproven] = [await takeOver(bank, 'sachikodt'), await bank.logIn('hanakodt')];
    const user = await provenToken(bank, general);
    const wrong = { confirmationPassword: 'wrong' };
    const refused = async (token: string, loginId: string) =>
      refusal(await revoke(bank, token, loginId, UNKNOWN, wrong));
    expect(await refused(user, 'saburodt')).toEqual([403, 'master-certificate']);
    expect(await refused(user, 'tarodt')).toEqual([403, 'not-permitted']);
    expect(await refused(user, 'sachikodt')).toEqual([403, 'not-permitted']);
    expect(await refused(user, 'nobody')).toEqual([403, 'not-permitted']);
    expect(await refused(unproven, 'saburodt')).toEqual([403, 'master-certificate']);
    expect(await refused(unproven, 'tarodt')).toEqual([403, 'proof-required']);
    for (const role of ['hanakodt', 'saburodt']) {
      const token = await administrator(bank, role);
      expect(await refused(token, 'saburodt')).toEqual([403, 'master-certificate']);
      expect(await refused(token, 'nobody')).toEqual([404, 'not-found']);
      expect(await refused(token, 'tarodt')).toEqual([401, 'confirmation-refused']);
    }
  });

  test('bad requests', async () => {
    const bank = await startTestBank();
    const token = await administrator(bank);
    const json = { serialNumber: UNKNOWN, confirmationPassword: 'kakunin-hanakodt' };
    for (const [loginId, body] of [
      ['tarodt', { ...json, serialNumber: 'x' }],
      ['tarodt', { ...json, reason: 'cACompromise' }],
      ['tarodt', { ...json, confirmationPassword: '' }],
      ['tarodt', { ...json, more: true }],
      ['a%20b', json],
      ['a%2Fb', json],
      ['x'.repeat(65), json],
    ] as const) {
      const answer = await bank.call('POST', `/v1/users/${loginId}/revocation`, { token, json: body });
      expect(refusal(answer)).toEqual([400, 'invalid-request']);
    }
    expect((await userOf(bank, token, 'hanakodt')).locked).toBe(false);
  });

  test('the confirmation password: five tries across sessions and restarts, then locked until released', async () => {
    const bank = await startTestBank();
    const hanako = await takeOver(bank, 'hanakodt');
    let [running, token] = [bank, await provenToken(bank, hanako)];
    const serialNumber = await serialOf(bank, token, 'tarodt');
    const wrong = { confirmationPassword: 'demo-hanakodt' };
    const tried = async (options = wrong) => {
      const answer = await revoke(running, token, 'tarodt', serialNumber, options);
      return [...refusal(answer), answer.body.attemptsLeft];
    };
    expect(await tried()).toEqual([401, 'confirmation-refused', 4]);
    expect(await tried()).toEqual([401, 'confirmation-refused', 3]);
    // A full login sets the count back.
    token = await provenToken(bank, hanako);
    expect(await tried()).toEqual([401, 'confirmation-refused', 4]);
    for (const left of [3, 2, 1]) expect(await tried()).toEqual([401, 'confirmation-refused', left]);
    expect(await tried()).toEqual([423, 'account-locked', undefined]);
    const right = { confirmationPassword: 'kakunin-hanakodt' };
    expect(await tried(right)).toEqual([423, 'account-locked', undefined]);
    const json = { loginId: 'hanakodt', password: 'demo-hanakodt' };
    expect((await bank.call('POST', '/v1/sessions', { json })).status).toBe(423);
    const log = await control(bank, (opened) => opened.log());
    expect(log.filter(({ act }) => act === 'confirmation-refused')).toHaveLength(7);
    expect(log.find(({ act }) => act === 'locked')).toMatchObject({
      loginId: 'hanakodt',
      detail: 'confirmation',
    });
    await bank.close();
    running = await startTestBank(bank.dir);
    expect((await running.call('POST', '/v1/sessions', { json })).status).toBe(423);
    await control(running, (opened) => opened.unlock('hanakodt'));
    token = await provenToken(running, hanako);
    expect(await tried(right)).toEqual([200, undefined, undefined]);
  });

  test('wrong confirmation passwords at once are all counted', async () => {
    const bank = await startTestBank();
    const token = await administrator(bank);
    const serialNumber = await serialOf(bank, token, 'tarodt');
    const wrong = { confirmationPassword: 'wrong' };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => revoke(bank, token, 'tarodt', serialNumber, wrong)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([401, 401, 401, 401, 423, 423, 423, 423]);
  });

  test('the right one behind five wrong ones sent at once finds the lock', async () => {
    const open = await openBank(copyOfSeeded(), () => new Date(), 0);
    onTestFinished(() => open.close());
    const passwords = [...Array.from({ length: 5 }, () => 'wrong'), 'kakunin-hanakodt'];
    const checks = passwords.map((password) => checkConfirmationPassword(open.context, 'hanakodt', password));
    const results = await Promise.allSettled(checks);
    expect(results.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'account-locked' } });
  });

  test("an administrator's own: done, and the proof is worth nothing any more", async () => {
    const bank = await startTestBank();
    const hanako = await takeOver(bank, 'hanakodt');
    const token = await provenToken(bank, hanako);
    expect((await revoke(bank, token, 'hanakodt', hanako.serialNumber)).status).toBe(200);
    expect(refusal(await bank.call('GET', '/v1/users', { token }))).toEqual([403, 'proof-required']);
    const session = await openSession(bank, 'hanakodt');
    expect(refusal(await prove(bank, session, hanako))).toEqual([401, 'proof-refused']);
  });

  test('while the certificate is being renewed: in the end nothing of it is valid', async () => {
    const bank = await startTestBank();
    const taro = await takeOver(bank, 'tarodt');
    const session = await provenToken(bank, taro);
    const token = await administrator(bank);
    const csr = csrOf('a', 'tarodt');
    const [renewed, revoked] = await Promise.all([
      renew(bank, session, taro.serialNumber, csr),
      revoke(bank, token, 'tarodt', taro.serialNumber),
    ]);
    expect(revoked.status).toBe(200);
    if (renewed.status === 201) {
      const after = await confirm(bank, session, renewed.body.serialNumber);
      expect(refusal(after)).toEqual([410, 'certificate-revoked']);
    } else {
      expect(refusal(renewed)).toEqual([410, 'certificate-revoked']);
    }
    const { certificate } = await userOf(bank, token, 'tarodt');
    expect(certificate.state).toBe('revoked');
    expect(certificate).not.toHaveProperty('unconfirmed');
  });

  test('the revocation list says so: openssl refuses the revoked and takes the renewed', async () => {
    const bank = await startTestBank();
    const [taro, sachiko] = [await takeOver(bank, 'tarodt'), await takeOver(bank, 'sachikodt')];
    const session = await provenToken(bank, taro);
    const { body: next } = await renew(bank, session, taro.serialNumber, csrOf('a', 'tarodt'));
    await confirm(bank, session, next.serialNumber);
    const token = await administrator(bank);
    await revoke(bank, token, 'sachikodt', sachiko.serialNumber, { reason: 'privilegeWithdrawn' });
    const folder = tempFolder();
    const file = (name: string, content: string | Uint8Array) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const crlUrl = `${bank.bankUrl.replace('https', 'http')}/v1/crl`;
    const der = new Uint8Array(await (await fetch(crlUrl)).arrayBuffer());
    const [ca, crl] = [file('ca.pem', next.chain.join('')), join(folder, 'crl.pem')];
    const list = ['crl', '-inform', 'DER', '-in', file('crl.der', der), '-CAfile', ca];
    const text = execFileSync('openssl', [...list, '-text', '-out', crl], { stdio: 'pipe' }).toString();
    const said = text + execFileSync('openssl', ['crl', '-in', crl, '-noout', '-text']).toString();
    const entryOf = (serialNumber: string) =>
      said.slice(said.indexOf(serialNumber.toUpperCase())).split('Serial Number')[0];
    expect(entryOf(sachiko.serialNumber)).toContain('Privilege Withdrawn');
    expect(entryOf(taro.serialNumber)).toContain('Superseded');
    const at = String(Math.floor(bank.bankNow().getTime() / 1000) + 1);
    const verify = (name: string, pem: string) =>
      execFileSync(
        'openssl',
        ['verify', '-crl_check', '-attime', at, '-CAfile', ca, '-CRLfile', crl, file(name, pem)],
        { stdio: 'pipe' },
      ).toString();
    expect(verify('next.pem', next.certificate)).toContain('OK');
    for (const { serialNumber } of [taro, sachiko]) {
      const { certificate } = await detailsOf(bank, token, serialNumber);
      expect(() => verify('revoked.pem', certificate)).toThrow(/revoked/);
    }
  });
});
