import { afterAll, beforeAll, expect, test } from 'vitest';
import { CASES } from '../../src/bank-check/cases/index.ts';
import {
  controlPracticeBank,
  type RunningBank,
  type SandboxControl,
  startPracticeBank,
} from '../../src/sandbox/index.ts';
import { faultyBank } from '../support/faulty-bank.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { type CheckedUsers, check, preparedUsers } from './checked-bank.ts';
import { FAULTY_BANKS } from './faulty-banks.ts';

let bank: RunningBank;
let control: SandboxControl;
let users: CheckedUsers;
/** What the bank's clock is ahead. */
let aheadMs = 0;
let code: (user: { loginId: string }) => Promise<string | undefined>;

// One bank and one set of users for all: each case finds its way from whatever the one before it has left.
beforeAll(async () => {
  const dir = makeTempFolder();
  const now = () => new Date(Date.now() + aheadMs);
  users = await preparedUsers(dir, now, '01');
  bank = await startPracticeBank({ dir, now, waitMs: 0, shared: true });
  control = await controlPracticeBank(dir, now);
  code = async ({ loginId }) =>
    (await control.info()).users.find((user) => user.loginId === loginId)?.otp.code;
}, 60_000);
afterAll(() => bank.close());

async function setClock(time: Date): Promise<void> {
  aheadMs = time.getTime() - Date.now();
}

/** What was to be revoked later is revoked, and the rules are as before. */
async function undoRules(rules: readonly string[]): Promise<void> {
  const before = aheadMs;
  aheadMs += 60 * 60 * 1000;
  await control.info();
  aheadMs = before;
  await control.rules(rules.map((rule) => rule.replace(/=.*/, '=')));
}

/** What a case needs before it in the same run, where the bank is well. */
const BEFORE: Readonly<Record<string, readonly string[]>> = {
  'otp-once': ['otp-refused'],
  statuses: ['session-required'],
  'problem-documents': ['session-required'],
  'answer-bodies': ['status', 'crl'],
  headers: ['session-required'],
  'retry-after': ['session-required'],
  'no-redirects': ['ca-chain'],
  'not-compressed': ['status'],
  'tokens-not-kept': ['log-in'],
};

const BANKS = FAULTY_BANKS.map(([name, broken, what, rules = []]) => ({ name, broken, what, rules }));

test.each(BANKS)('$name: a bank that breaks it is caught ($what)', async ({ name, broken, what, rules }) => {
  await control.rules(rules);
  const wanted = [name, ...(BEFORE[name] ?? [])];
  const results = await check({
    bank,
    users,
    code,
    setClock,
    cases: CASES.filter((each) => wanted.includes(each.name)),
    between: faultyBank(broken),
    onHeld: (held) => {
      users = { ...users, held };
    },
  });
  if (rules.length > 0) await undoRules(rules);
  const result = results.find((each) => each.case.name === name);
  const reason = result?.outcome === 'skipped' ? result.reason.en : '';
  expect([result?.outcome, reason], what).toEqual(['failed', '']);
});

test('every case is tried at a faulty bank', () => {
  const names = new Set(FAULTY_BANKS.map(([name]) => name));
  expect(CASES.filter((each) => !names.has(each.name)).map(({ name }) => name)).toEqual([]);
});
