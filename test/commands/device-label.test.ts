import { rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Company, openCompany, passwordOf } from '../support/company.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';

const folder = makeTempFolder();
const bodies: string[] = [];
let company: Company;

beforeAll(async () => {
  company = await openCompany(join(folder, 'bank'), {
    onExchange: ({ requestBody }) => void bodies.push(requestBody),
  });
});
afterAll(async () => {
  await company.close();
  rmSync(folder, { recursive: true, force: true });
});

let count = 0;
/** A PC of a user who has no certificate yet. @param config what its config file says */
async function pcWith(config: object, state: 'not-issued' | 'renewable' = 'not-issued') {
  count += 1;
  const [loginId, home] = [`user${count}`, tempFolder()];
  await company.add({ [loginId]: { state } });
  writeFileSync(join(home, 'config.json'), JSON.stringify(config));
  return { loginId, home };
}

async function run(loginId: string, home: string, argv: readonly string[]) {
  const env = { CERT_TOOL_HOME: home, CERT_TOOL_LOGIN_ID: loginId, CERT_TOOL_PASSWORD: passwordOf(loginId) };
  const { exitCode, stdout } = await runInProcess([...argv, ...company.args, '--json'], { env });
  return { exitCode, document: JSON.parse(stdout) };
}

test('what is not configured does not travel', async () => {
  const { loginId, home } = await pcWith({});
  bodies.length = 0;
  await run(loginId, home, ['issue']);
  expect(bodies.some((body) => body.includes('"csr"'))).toBe(true);
  expect(bodies.join()).not.toMatch(/device|hostname/);
  expect((await company.me(loginId)).certificate).not.toHaveProperty('device');
});

test('the label travels with the request alone, and another PC hears of it', async () => {
  const { loginId, home } = await pcWith({ deviceLabel: ' 経理課 1 ' });
  bodies.length = 0;
  await run(loginId, home, ['issue']);
  const told = bodies.filter((body) => body.includes('device'));
  expect(told.map((body) => Object.keys(JSON.parse(body)))).toEqual([['csr', 'device']]);
  const { certificate } = await company.me(loginId);
  expect(certificate).toMatchObject({ device: '経理課 1', issuedAt: expect.any(Date) });
  const { exitCode, document } = await run(loginId, tempFolder(), ['issue']);
  expect([exitCode, document.error.name]).toEqual([5, 'issued-elsewhere']);
  expect(document.error.message).toMatch(/on the PC "経理課 1", issued on \d{4}-\d\d-\d\d\.$/);
});

test('a renewal takes it along, and then it is known when the certificate was used', async () => {
  const { loginId, home } = await pcWith({ deviceLabel: 'desk {computer}' }, 'renewable');
  await company.install(home, loginId);
  expect((await run(loginId, home, ['renew', loginId])).document.outcome).toBe('renewed');
  const device = [...`desk ${hostname()}`].slice(0, 64).join('');
  expect((await company.me(loginId)).certificate.device).toBe(device);
  const admin = await pcWith({}, 'renewable');
  await company.add({ [`${admin.loginId}a`]: { role: 'administrator', state: 'issued' } });
  await company.install(admin.home, `${admin.loginId}a`);
  const { document } = await run(`${admin.loginId}a`, admin.home, ['list', '--users']);
  const user = document.users.find((each: { loginId: string }) => each.loginId === loginId);
  expect(user.certificate.device).toBe(device);
  expect((await company.me(`${admin.loginId}a`)).certificate.lastUsedAt).toBeInstanceOf(Date);
});

describe('a label that cannot be one', () => {
  test.each([[''], ['   '], ['x'.repeat(65)], ['a\nb'], ['a\u202Eb'], ['a\u0007'], [7], [['a']]])(
    '%j is refused with its place',
    async (deviceLabel) => {
      const { loginId, home } = await pcWith({ deviceLabel });
      const { exitCode, document } = await run(loginId, home, ['issue']);
      expect([exitCode, document.error.name]).toEqual([2, 'invalid-config']);
      expect(document.error.message).toContain('deviceLabel');
    },
  );

  test('64 characters of any script are one', async () => {
    const deviceLabel = '𠮷'.repeat(64);
    const { loginId, home } = await pcWith({ deviceLabel });
    await run(loginId, home, ['issue']);
    expect((await company.me(loginId)).certificate.device).toBe(deviceLabel);
  });
});
