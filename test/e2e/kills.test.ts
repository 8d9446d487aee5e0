import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { createBank } from '../../src/bank/client.ts';
import { trialSignature } from '../../src/pki/trial.ts';
import { controlPracticeBank, type RunningBank, startPracticeBank } from '../../src/sandbox/index.ts';
import { systemClock } from '../../src/system/clock.ts';
import { createFileStore } from '../../src/winstore/file.ts';
import { homeWithBank, leftBehind, POSIX_ONLY, runCli } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';

const HOOK = fileURLToPath(new URL('../support/kill-hook.cjs', import.meta.url));

/** The demo users who have no certificate that works: each can be issued one, so a bank serves three kills. */
const WITHOUT_CERTIFICATE = ['jirodt', 'ichirodt', 'shirodt'];
const LANES = 3;

interface ServedBank {
  readonly bank: RunningBank;
  readonly dir: string;
}

async function serve(): Promise<ServedBank> {
  const dir = join(homeWithBank(), 'sandbox');
  const bank = await startPracticeBank({ dir, now: systemClock, waitMs: 0, shared: true });
  onTestFinished(() => bank.close());
  return { bank, dir };
}

async function codeOf({ dir }: ServedBank, loginId: string): Promise<string> {
  const control = await controlPracticeBank(dir, systemClock);
  const { users } = await control.info();
  await control.close();
  return users.find((user) => user.loginId === loginId)?.otp.code ?? '';
}

/** Runs `issue` as at a real bank, with the hook that counts or kills. */
async function issue(served: ServedBank, home: string, loginId: string, hook: NodeJS.ProcessEnv = {}) {
  const { bankUrl, caFile } = served.bank;
  const code = await codeOf(served, loginId);
  return runCli(home, ['issue', loginId, '--json', '--store', 'file', ...(code ? ['--otp', code] : [])], {
    env: {
      CERT_TOOL_BANK: bankUrl,
      CERT_TOOL_PASSWORD: `demo-${loginId}`,
      NODE_EXTRA_CA_CERTS: caFile,
      ...(Object.keys(hook).length > 0 ? { NODE_OPTIONS: `--require ${HOOK}`, ...hook } : {}),
    },
  });
}

async function points(): Promise<string[]> {
  const [served, list] = [await serve(), join(tempFolder(), 'points.json')];
  const { code } = await issue(served, tempFolder(), 'jirodt', { KILL_LIST: list });
  expect(code).toBe(0);
  return JSON.parse(readFileSync(list, 'utf8')) as string[];
}

/** One certificate here, which signs and is the bank's confirmed one; nothing unfinished. */
async function expectNothingLost(served: ServedBank, home: string, loginId: string): Promise<void> {
  const store = createFileStore({ dir: join(home, 'store') });
  const certificates = await store.list();
  expect(certificates).toHaveLength(1);
  const [certificate] = certificates;
  if (!certificate) return;
  expect(await trialSignature(store, certificate)).toBe(true);
  expect(leftBehind(home)).toEqual([]);
  const { bank } = served;
  const client = createBank({
    baseUrl: bank.bankUrl,
    ca: { only: bank.ca },
    timeoutMs: 10_000,
    language: 'en',
  });
  const session = await client.logIn(loginId, `demo-${loginId}`);
  if (session.otp) await session.submitOtp(await codeOf(served, loginId));
  const me = await session.me();
  await session.logout();
  await client.close();
  expect(me.unconfirmed).toBeUndefined();
  expect(me.certificate).toMatchObject({ state: 'issued', serialNumber: certificate.serialNumber });
}

test(`a run that is killed before any write or request is completed by the next${POSIX_ONLY}`, async ({
  skip,
}) => {
  if (process.platform === 'win32') skip();
  const names = await points();
  expect(names.filter((name) => name === 'request').length).toBeGreaterThan(5);
  const left = [...names.entries()];
  const lane = async () => {
    for (let served: ServedBank | undefined, used = 0; left.length > 0; used += 1) {
      if (!served || used % WITHOUT_CERTIFICATE.length === 0) served = await serve();
      const loginId = WITHOUT_CERTIFICATE[used % WITHOUT_CERTIFICATE.length] ?? '';
      const [at, name] = left.shift() ?? [0, ''];
      const home = tempFolder();
      const killed = await issue(served, home, loginId, { KILL_AT: String(at) });
      // A user without one-time password makes fewer requests than there are points.
      expect(killed.signal ?? killed.code, name).toBeOneOf(['SIGKILL', 0]);
      const next = await issue(served, home, loginId);
      expect(next.code, `after a kill at ${at}, ${name}: ${next.stdout}${next.stderr}`).toBe(0);
      await expectNothingLost(served, home, loginId).catch((cause: unknown) => {
        throw new Error(`after a kill at ${at}, ${name}`, { cause });
      });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}, 400_000);
