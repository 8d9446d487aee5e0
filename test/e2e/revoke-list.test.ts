import { join } from 'node:path';
import { expect, test } from 'vitest';
import { companyForTest, confirmationOf, passwordOf } from '../support/company.ts';
import { leftBehind, POSIX_ONLY, startCli } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { endings, listFile, resultsIn } from '../support/user-list.ts';

const ADMIN = 'admin';
const USERS = Array.from({ length: 8 }, (_, index) => `user${index + 1}`);

test.skipIf(process.platform === 'win32').each([
  ['SIGKILL', null],
  ['SIGINT', 130],
] as const)(
  `a list to revoke that %s ends half-way: the same command does the rest, and nothing twice${POSIX_ONLY}`,
  async (signal, code) => {
    const home = join(tempFolder(), 'home');
    const requests = { left: 3, kill: () => {} };
    const company = await companyForTest(tempFolder(), {
      onExchange({ path }) {
        if (!path.endsWith('/revocation')) return;
        requests.left -= 1;
        if (requests.left === 0) requests.kill();
      },
    });
    const users = Object.fromEntries(USERS.map((loginId) => [loginId, {}]));
    await company.add({ [ADMIN]: { role: 'administrator', state: 'issued' }, ...users });
    const own = await company.install(home, ADMIN);
    const rows = await Promise.all(
      USERS.map(async (loginId) => [loginId, (await company.me(loginId)).certificate.serialNumber ?? '']),
    );
    // One's own is needed to go on.
    const list = listFile('loginId,serialNumber', [[ADMIN, own.serialNumber], ...rows]);
    const results = join(tempFolder(), 'results.jsonl');
    const args = ['revoke', '--from', list, '--yes', '--expect', '9', '--results', results, '--json'];
    const env = {
      ...{ ...company.env, CERT_TOOL_LOGIN_ID: ADMIN, CERT_TOOL_PASSWORD: passwordOf(ADMIN) },
      CERT_TOOL_CONFIRMATION_PASSWORD: confirmationOf(ADMIN),
    };

    const first = startCli(home, args, { env });
    requests.kill = () => first.child.kill(signal);
    const ended = await first.result;
    expect(ended.code, ended.stderr).toBe(code);
    const before = resultsIn(results);
    const done = before.filter(({ ok }) => ok).map(({ loginId }) => loginId);
    expect(done).not.toContain(ADMIN);
    expect(done.length).toBeLessThan(USERS.length);
    if (code !== null) expect(before).toHaveLength(9);

    const second = await startCli(home, args, { env }).result;
    expect(second.code, second.stderr).toBe(0);
    const ends = new Map(endings(JSON.parse(second.stdout).results));
    expect([...ends.keys()]).toEqual([ADMIN, ...USERS]);
    expect(ends.get(ADMIN)).toBe('revoked');
    for (const loginId of done) expect(ends.get(loginId)).toBe('already-revoked');
    const log = await company.control((control) => control.log());
    const revoked = log.filter(({ act }) => act === 'certificate-revoked').map(({ loginId }) => loginId);
    expect(revoked.sort()).toEqual([ADMIN, ...USERS].sort());
    expect(leftBehind(home)).toEqual([]);
  },
);
