import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { controlPracticeBank, readIdentity, resetPracticeBank } from '../../../src/sandbox/index.ts';
import { control, csrOf, DAY_MS, provenToken, refusal, renew, takeOver } from '../company-support.ts';
import { startTestBank, type TestBank, useSeededFolder } from '../support.ts';
import {
  authorityKeyId,
  bytesOf,
  caPath,
  chainAt,
  crlUrlIn,
  issued,
  readCrl,
  subjectKeyId,
  unitIn,
  verify,
} from './new-ca-support.ts';

useSeededFolder();

const UNIT = 'DEMO ANSER-WEB(BizSOL) TEST CA - ';

const newCa = (bank: TestBank) => control(bank, (opened) => opened.newCa());

async function stateOf(bank: TestBank, loginId: string): Promise<string> {
  const { body } = await bank.call('GET', '/v1/me', { token: await bank.logIn(loginId) });
  return body.certificate.state;
}

test('a new CA has names and keys of its own; it is the present one, and the former one is still served', async () => {
  const bank = await startTestBank();
  const former = await chainAt(bank);
  const formerId = subjectKeyId(former[0]);
  const told = await newCa(bank);
  const present = await chainAt(bank);
  expect(told).toEqual({ name: `${UNIT}G5`, authorityKeyId: subjectKeyId(present[0]) });
  expect(former.map(unitIn)).toEqual([`${UNIT}G4`, `${UNIT}G4`]);
  expect(present.map(unitIn)).toEqual([`${UNIT}G5`, `${UNIT}G5`]);
  const subjects = [...former, ...present].map((pem) => new X509Certificate(pem).subject);
  expect(new Set(subjects).size).toBe(4);
  expect(new Set([...former, ...present].map(subjectKeyId)).size).toBe(4);

  expect(await chainAt(bank, told.authorityKeyId)).toEqual(present);
  expect(await chainAt(bank, formerId)).toEqual(former);
  const identity = readIdentity(bank.dir);
  expect(identity).toEqual({ bankId: bank.bankId, chain: present, chains: [present, former] });
  expect((await newCa(bank)).name).toBe(`${UNIT}G6`);
});

test('who asks for an unknown CA gets 404, for none that could be one 400', async () => {
  const bank = await startTestBank();
  const keyId = subjectKeyId((await chainAt(bank))[0]);
  for (const path of ['/v1/ca', '/v1/crl']) {
    for (const unknown of ['00'.repeat(20), keyId.slice(2), `${keyId}00`, 'ab']) {
      expect(refusal(await bank.call('GET', caPath(path, unknown)))).toEqual([404, 'not-found']);
    }
    for (const malformed of ['', 'x', 'abc', keyId.toUpperCase(), `${keyId}%20`, 'ab'.repeat(65), '..%2f']) {
      expect(refusal(await bank.call('GET', caPath(path, malformed)))).toEqual([400, 'invalid-request']);
    }
  }
});

test('what was issued stays valid; what is issued, renewed and handed over is of the new CA', async () => {
  const bank = await startTestBank();
  const jiro = await issued(bank, 'jirodt');
  const taro = await takeOver(bank, 'tarodt');
  await newCa(bank);
  const present = await chainAt(bank);
  expect(await stateOf(bank, 'hanakodt')).toBe('issued');
  // Fetched again it comes with the chain that it belongs to.
  const again = await issued(bank, 'jirodt');
  expect([again.certificate, again.chain]).toEqual([jiro.certificate, jiro.chain]);
  expect(verify(again.certificate, again.chain, bank)).toContain('OK');
  expect(() => verify(jiro.certificate, present, bank)).toThrow();

  const shiro = await issued(bank, 'shirodt');
  const renewal = await renew(bank, await provenToken(bank, taro), taro.serialNumber, csrOf('b', 'tarodt'));
  const hanako = await control(bank, (opened) => opened.install('hanakodt', csrOf('h', 'hanakodt')));
  for (const made of [shiro, renewal.body, hanako]) {
    expect(made.chain).toEqual(present);
    expect(unitIn(made.certificate)).toBe(`${UNIT}G5`);
    expect(authorityKeyId(made.certificate)).toBe(subjectKeyId(present[0]));
    expect(verify(made.certificate, present, bank)).toContain('OK');
    expect(() => verify(made.certificate, jiro.chain, bank)).toThrow();
  }
  await newCa(bank);
  const same = await control(bank, (opened) => opened.install('hanakodt', csrOf('h', 'hanakodt')));
  expect(same).toEqual(hanako);
});

test('each CA has a revocation list of its own: signed by it, with its own numbers, of its own certificates', async () => {
  const bank = await startTestBank();
  const jiro = await issued(bank, 'jirodt');
  const former = jiro.chain;
  const formerId = subjectKeyId(former[0]);
  const before = readCrl(await bytesOf(bank, '/v1/crl'), former[0] ?? '');
  await newCa(bank);
  const superseded = await issued(bank, 'ichirodt', 'a');
  const present = superseded.chain;
  const presentId = subjectKeyId(present[0]);
  const lists = async () => ({
    old: await bytesOf(bank, caPath('/v1/crl', formerId)),
    present: await bytesOf(bank, '/v1/crl'),
    named: await bytesOf(bank, caPath('/v1/crl', presentId)),
  });
  const first = await lists();
  expect(readCrl(first.old, former[0] ?? '')).toEqual(before);
  expect(readCrl(first.present, present[0] ?? '')).toEqual({ number: 1, serialNumbers: [] });
  expect(first.named).toEqual(first.present);

  await control(bank, (opened) => opened.install('ichirodt', csrOf('b', 'ichirodt')));
  const second = await lists();
  expect(readCrl(second.old, former[0] ?? '')).toEqual(before);
  const { serialNumber } = superseded;
  expect(readCrl(second.present, present[0] ?? '')).toEqual({ number: 2, serialNumbers: [serialNumber] });
  await control(bank, (opened) => opened.install('jirodt', csrOf('c', 'jirodt')));
  const third = await lists();
  expect(readCrl(third.old, former[0] ?? '').serialNumbers).toContain(jiro.serialNumber);
  expect(readCrl(third.present, present[0] ?? '').number).toBe(2);
  expect(() => verify(superseded.certificate, present, bank, third.present)).toThrow(/revoked/);
  expect(() => verify(jiro.certificate, former, bank, third.old)).toThrow(/revoked/);
  expect(() => readCrl(third.old, present[0] ?? '')).toThrow();
});

test('a certificate names the list of its own CA, which is there after the change, too', async () => {
  const bank = await startTestBank();
  const old = await issued(bank, 'jirodt');
  await newCa(bank);
  const present = await issued(bank, 'shirodt');
  for (const { certificate, chain } of [old, present]) {
    const url = crlUrlIn(certificate);
    const place = `http://127.0.0.1:${new URL(bank.bankUrl).port}/v1/crl`;
    expect(url).toBe(caPath(place, authorityKeyId(certificate)));
    const plain = Buffer.from(await (await fetch(url)).arrayBuffer());
    expect(verify(certificate, chain, bank, plain)).toContain('OK');
    // As certificates of earlier versions name it.
    const without = Buffer.from(await (await fetch(place)).arrayBuffer());
    expect(without).toEqual(await bytesOf(bank, '/v1/crl'));
    for (const wrong of ['00'.repeat(20), '', 'X']) {
      expect((await fetch(caPath(place, wrong))).status).toBe(404);
    }
  }
});

test("a former CA is served until its last certificate has expired by the bank's date", async () => {
  const bank = await startTestBank();
  const former = await chainAt(bank);
  const formerId = subjectKeyId(former[0]);
  const unused = await newCa(bank);
  await newCa(bank);
  const token = await bank.logIn('sachikodt');
  const { notAfter } = (await bank.call('GET', '/v1/me', { token })).body.certificate;
  const setDate = (ms: number) => control(bank, (opened) => opened.clock({ to: new Date(ms) }));
  const statuses = async (keyId: string) => {
    const paths = ['/v1/ca', '/v1/crl'].map((path) => caPath(path, keyId));
    const answers = await Promise.all(paths.map((path) => bank.call('GET', path)));
    const url = `http://127.0.0.1:${new URL(bank.bankUrl).port}${caPath('/v1/crl', keyId)}`;
    return [...answers.map(({ status }) => status), (await fetch(url)).status];
  };
  await setDate(Date.parse(notAfter) - 60_000);
  expect(await statuses(formerId)).toEqual([200, 200, 200]);
  await setDate(Date.parse(notAfter) + DAY_MS);
  expect(await statuses(formerId)).toEqual([404, 404, 404]);
  await control(bank, (opened) => opened.clock({ to: 'now' }));
  expect(await statuses(formerId)).toEqual([200, 200, 200]);
  expect(await statuses(unused.authorityKeyId)).toEqual([404, 404, 404]);
});

test('without a running bank, too; the log tells of it, and it is there at the next start', async () => {
  const first = await startTestBank();
  const former = await chainAt(first);
  await first.close();
  const alone = await controlPracticeBank(first.dir, () => new Date());
  const { name, authorityKeyId: keyId } = await alone.newCa();
  const log = await alone.log();
  await alone.close();
  expect(log.filter(({ act }) => act === 'ca-changed')).toMatchObject([
    { loginId: '', detail: `G5 ${keyId}` },
  ]);
  const bank = await startTestBank(first.dir);
  const present = await chainAt(bank);
  expect([unitIn(present[0]), subjectKeyId(present[0])]).toEqual([name, keyId]);
  expect(await chainAt(bank, subjectKeyId(former[0]))).toEqual(former);
  expect(unitIn((await issued(bank, 'jirodt')).certificate)).toBe(name);
});

test('a reset knows every generation, also when the marker does not yet', async () => {
  const bank = await startTestBank();
  const marker = join(bank.dir, 'practice-bank.json');
  const before = readFileSync(marker);
  await newCa(bank);
  const identity = readIdentity(bank.dir);
  await bank.close();
  writeFileSync(marker, before);
  expect(identity?.chains).toHaveLength(2);
  expect(await resetPracticeBank(bank.dir)).toEqual(identity);
});

test('asked for several times at once, each is a generation', async () => {
  const bank = await startTestBank();
  const made = await Promise.all([newCa(bank), newCa(bank), newCa(bank)]);
  expect(made.map(({ name }) => name).sort()).toEqual(['G5', 'G6', 'G7'].map((each) => UNIT + each));
  expect(readIdentity(bank.dir)?.chains).toHaveLength(4);
});
