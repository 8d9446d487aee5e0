import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBank } from '../../src/bank/client.ts';
import type { Deps } from '../../src/commands/deps.ts';
import type { Fault } from '../../src/sandbox/index.ts';
import { monotonicMs } from '../../src/system/clock.ts';
import {
  type Company,
  certificatesHere,
  confirmationOf,
  expectNothingLost,
  openCompany,
  passwordOf,
} from '../support/company.ts';
import { altered } from '../support/flat-session.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../support/temp-folder.ts';

const folder = makeTempFolder();
/** Strikes every request that it can strike, while one is set. */
const fault: { name: Fault['name']; probability: number } = { name: '503', probability: 0 };
let company: Company;
beforeAll(async () => {
  company = await openCompany(join(folder, 'bank'), { faults: [fault] });
  await company.add({ boss: { role: 'administrator', state: 'issued' } });
  await company.install(join(folder, 'boss'), 'boss');
});
afterAll(async () => {
  await company.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The fault strikes from this call of the session on. Nobody waits between repetitions. */
function fromCallOn(call: 'renew' | 'confirm' | 'revoke', name: Fault['name']) {
  const alter = ({ settings: { timeoutMs } }: Deps): Partial<Deps> => ({
    async openBank() {
      const { bankUrl: baseUrl, ca } = company.bank;
      const wait = async () => {};
      const bank = createBank({
        baseUrl,
        ca: { only: ca },
        timeoutMs,
        language: 'en',
        wait,
        elapsed: monotonicMs,
      });
      return altered(bank, (session) => {
        const original = session[call] as (...args: unknown[]) => unknown;
        const struck = (...args: unknown[]) => {
          Object.assign(fault, { name, probability: 1 });
          return original(...args);
        };
        return { [call]: struck };
      });
    },
  });
  return alter;
}

async function run(home: string, argv: readonly string[], as: string, alter?: (deps: Deps) => Partial<Deps>) {
  const env = {
    CERT_TOOL_HOME: home,
    CERT_TOOL_LOGIN_ID: as,
    CERT_TOOL_PASSWORD: passwordOf(as),
    CERT_TOOL_CONFIRMATION_PASSWORD: confirmationOf(as),
  };
  const options = { env, ...(alter ? { alter } : {}) };
  const result = await runInProcess([...argv, ...company.args, '--json'], options);
  fault.probability = 0;
  return { ...result, document: JSON.parse(result.stdout) };
}

let count = 0;
async function renewable(): Promise<{ home: string; loginId: string }> {
  count += 1;
  const [home, loginId] = [tempFolder(), `user${count}`];
  await company.add({ [loginId]: {} });
  await company.install(home, loginId);
  return { home, loginId };
}

describe('a renewal whose request is struck', () => {
  test.each([
    ['drop-after-issue', 'connection-lost'],
    ['drop-before', 'connection-lost'],
    ['503', 'bank-unavailable'],
    ['429', 'too-many-requests'],
    ['maintenance', 'maintenance'],
    ['bad-json', 'bad-answer'],
    ['wrong-key', 'certificate-rejected'],
    ['bad-chain', 'certificate-rejected'],
    ['truncated', 'connection-lost'],
    ['slow', 'timeout', '--timeout', '1'],
  ] as const)('%s: 10, %s; the same command completes it', async (name, errorName, ...more) => {
    const { home, loginId } = await renewable();
    const struck = await run(home, ['renew', loginId, ...more], loginId, fromCallOn('renew', name));
    expect([struck.exitCode, struck.document.error.name]).toEqual([10, errorName]);
    // The old one is there until the new one works.
    expect((await certificatesHere(home)).map(({ signs }) => signs)).toEqual([true]);
    const again = await run(home, ['renew', loginId], loginId);
    expect([again.exitCode, again.document.outcome, again.document.resumed]).toEqual([0, 'renewed', true]);
    await expectNothingLost(company, home, loginId);
  });

  test.each(['drop-before', 'truncated', '503'] as const)(
    'at the confirmation, %s: a warning, both are kept, and the next run confirms',
    async (name) => {
      const { home, loginId } = await renewable();
      const struck = await run(home, ['renew', loginId], loginId, fromCallOn('confirm', name));
      expect([struck.exitCode, struck.document.outcome]).toEqual([0, 'renewed']);
      const again = await run(home, ['renew', loginId], loginId);
      expect([again.exitCode, again.document.outcome]).toEqual([0, 'renewed']);
      expect(struck.document.warnings).toMatchObject([{ name: 'not-confirmed' }]);
      await expectNothingLost(company, home, loginId);
    },
  );
});

describe('a revocation whose answer is lost', () => {
  test.each([
    ['drop-before', 'renewable'],
    ['truncated', 'revoked'],
    ['bad-json', 'revoked'],
  ] as const)(
    '%s, and the bank cannot be asked: the command that settles it is told',
    async (name, state) => {
      const { loginId } = await renewable();
      const home = join(folder, 'boss');
      const lost = await run(home, ['revoke', loginId, '--yes'], 'boss', fromCallOn('revoke', name));
      expect([lost.exitCode, lost.document.error.name]).toEqual([6, 'revocation-unsettled']);
      expect((await company.me(loginId)).certificate.state).toBe(state);
      const [, command = ''] = /"cert-tool (revoke [^"]*)"/.exec(lost.document.error.hint) ?? [];
      expect(command).toMatch(
        /^revoke user\d+ --serial-number [0-9a-f]{32} --bank \S+ --ca-file \S+ --store file( --login-id boss)?$/,
      );
      for (const _ of ['settled', 'repeated']) {
        const settled = await run(home, [...command.split(' '), '--yes'], 'boss');
        expect(settled.document).toMatchObject({ ok: true, results: [{ loginId }] });
      }
      expect((await company.me(loginId)).certificate.state).toBe('revoked');
    },
  );

  test.each(['503', '429', 'maintenance'] as const)('%s: refused, nothing was done', async (name) => {
    const { loginId } = await renewable();
    const refused = await run(
      join(folder, 'boss'),
      ['revoke', loginId, '--yes'],
      'boss',
      fromCallOn('revoke', name),
    );
    expect(refused.exitCode).toBe(6);
    expect(refused.document.error.name).not.toBe('revocation-unsettled');
    expect((await company.me(loginId)).certificate.state).toBe('renewable');
  });
});
