import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Deps } from '../../src/commands/deps.ts';
import { CertToolError } from '../../src/core/error.ts';
import type { CertificateFacts, Me } from '../../src/core/ports/bank.ts';
import {
  type Company,
  confirmationOf,
  expectNothingLost,
  openCompany,
  passwordOf,
} from '../support/company.ts';
import { altered } from '../support/flat-session.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';

const folder = makeTempFolder();
let company: Company;

beforeAll(async () => {
  company = await openCompany(join(folder, 'bank'));
});
afterAll(async () => {
  await company.close();
  rmSync(folder, { recursive: true, force: true });
});

const CLOSED = { code: 'closed', message: '年末年始は\u202eお休みします。' };

let count = 0;
async function holder(role: 'administrator' | 'general' = 'general') {
  count += 1;
  const [loginId, home] = [`user${count}`, tempFolder()];
  await company.add({ [loginId]: { role } });
  await company.install(home, loginId);
  return { loginId, home };
}

/** A bank that has more to tell than the practice bank. */
function telling(notices: Me['notices'], facts: CertificateFacts = {}) {
  return ({ openBank }: Deps) => ({
    openBank: async () =>
      altered(await openBank(), (session) => ({
        async me() {
          const me = await session.me();
          return {
            ...me,
            certificate: { ...me.certificate, ...facts },
            notices: [...me.notices, ...notices],
          };
        },
      })),
  });
}

type Alter = (deps: Deps) => Partial<Deps>;

async function run(
  { loginId, home }: { loginId: string; home: string },
  argv: readonly string[],
  alter?: Alter,
) {
  const env = {
    CERT_TOOL_HOME: home,
    CERT_TOOL_LOGIN_ID: loginId,
    CERT_TOOL_PASSWORD: passwordOf(loginId),
    CERT_TOOL_CONFIRMATION_PASSWORD: confirmationOf(loginId),
  };
  return runInProcess([...argv, ...company.args, '--yes'], { env, ...(alter && { alter }) });
}

const json = async (...[pc, argv, alter]: Parameters<typeof run>) =>
  JSON.parse((await run(pc, [...argv, '--json'], alter)).stdout);

test('after a renewal they are shown; not the one that the old certificate expires soon', async () => {
  const { notices } = await json(await holder(), ['renew', '--all'], telling([CLOSED])).then(
    ({ results }) => results[0],
  );
  expect(notices).toEqual([CLOSED]);
  const { stdout } = await run(await holder(), ['renew'], telling([CLOSED]));
  expect(stdout).toContain('From the bank: 年末年始は\\u{202e}お休みします。');
  expect(stdout).not.toContain('expires soon');
});

test('a bank that has nothing to tell, or cannot tell it, takes nothing away from the renewal', async () => {
  expect(await json(await holder(), ['renew'])).not.toHaveProperty('notices');
  const pc = await holder();
  let asked = 0;
  const failing = ({ openBank }: Deps) => ({
    openBank: async () =>
      altered(await openBank(), (session) => ({
        me: () => {
          asked += 1;
          const lost = new CertToolError('timeout', { params: { host: 'test', seconds: 1 } });
          return asked > 1 ? Promise.reject(lost) : session.me();
        },
      })),
  });
  expect(await json(pc, ['renew'], failing)).toMatchObject({ outcome: 'renewed', warnings: [] });
  expect(asked).toBe(2);
  await expectNothingLost(company, pc.home, pc.loginId);
});

test('list --users and revoke show those of the one who acts', async () => {
  const admin = await holder('administrator');
  const users = await json(admin, ['list', '--users'], telling([CLOSED]));
  expect(users.notices.map(({ code }: { code: string }) => code)).toEqual([
    'certificate-expires-soon',
    'closed',
  ]);
  const [other, third] = [await holder(), await holder()];
  expect(await json(admin, ['revoke', other.loginId], telling([CLOSED]))).toMatchObject({
    results: [{ outcome: 'revoked' }],
    notices: [{ code: 'certificate-expires-soon' }, CLOSED],
  });
  const { stdout } = await run(admin, ['revoke', third.loginId], telling([CLOSED]));
  expect(stdout).toContain('From the bank:');
  const own = await json(admin, ['revoke', admin.loginId], telling([CLOSED]));
  expect(own.results).toMatchObject([{ outcome: 'revoked' }]);
  expect(own).not.toHaveProperty('notices');
});

test('until when a certificate has to be got is said while it was not', async () => {
  const acquireBy = new Date('2027-01-31T14:59:59Z');
  count += 1;
  const pc = { loginId: `user${count}`, home: tempFolder() };
  await company.add({ [pc.loginId]: { state: 'not-issued' } });
  const alter = telling([], { acquireBy });
  expect((await json(pc, ['issue', '--dry-run'], alter)).acquireBy).toBe('2027-01-31T14:59:59Z');
  const { stdout } = await run(pc, ['issue', '--dry-run', '--lang', 'ja'], alter);
  expect(stdout).toContain('2027年01月31日 23時59分59秒までに取得してください');
  expect(await json(pc, ['issue'], alter)).not.toHaveProperty('acquireBy');
});
