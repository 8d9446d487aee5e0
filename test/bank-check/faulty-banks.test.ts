import { afterAll, beforeAll, expect, test } from 'vitest';
import { CASES } from '../../src/bank-check/cases/index.ts';
import { controlPracticeBank, type RunningBank, startPracticeBank } from '../../src/sandbox/index.ts';
import { faultyBank } from '../support/faulty-bank.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { addCheckedUsers, type CheckedUsers, check } from './checked-bank.ts';
import { FAULTY_BANKS } from './faulty-banks.ts';

let bank: RunningBank;
let users: CheckedUsers;
let code: (user: { loginId: string }) => Promise<string | undefined>;

// One bank and one set of users for all: each case finds its way from whatever the one before it has left.
beforeAll(async () => {
  const dir = makeTempFolder();
  const now = () => new Date();
  bank = await startPracticeBank({ dir, now, waitMs: 0, shared: true });
  const control = await controlPracticeBank(dir, now);
  users = await addCheckedUsers(control, '01');
  code = async ({ loginId }) =>
    (await control.info()).users.find((user) => user.loginId === loginId)?.otp.code;
}, 60_000);
afterAll(() => bank.close());

/** What a case needs before it in the same run, where the bank is well. */
const BEFORE: Readonly<Record<string, readonly string[]>> = {
  'otp-once': ['otp-refused'],
  statuses: ['session-required'],
  'problem-documents': ['session-required'],
  'answer-bodies': ['status'],
  headers: ['session-required'],
  'no-redirects': ['ca-chain'],
  'not-compressed': ['status'],
  'tokens-not-kept': ['log-in'],
};

test.each(FAULTY_BANKS)('%s: a bank that breaks it is caught (%#)', async (name, broken, what) => {
  const wanted = [name, ...(BEFORE[name] ?? [])];
  const results = await check({
    bank,
    users,
    code,
    cases: CASES.filter((each) => wanted.includes(each.name)),
    between: faultyBank(broken),
    onHeld: (held) => {
      users = { ...users, held };
    },
  });
  const result = results.find((each) => each.case.name === name);
  const reason = result?.outcome === 'skipped' ? result.reason.en : '';
  expect([result?.outcome, reason], what).toEqual(['failed', '']);
});

test('every case is tried at a faulty bank, but for those that need users or dates of their own', () => {
  const names = new Set(FAULTY_BANKS.map(([name]) => name));
  const others = CASES.filter((each) => !names.has(each.name)).map(({ name }) => name);
  expect(others).toEqual([
    'former-cas',
    'suspended',
    'service-not-enabled',
    'password-change-required',
    'expired-user',
    'renewable-from-then',
    'expires-then',
  ]);
});
