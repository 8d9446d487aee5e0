import { describe, expect, test } from 'vitest';
import { messageOf } from '../../src/core/error.ts';
import { readRuns } from '../../src/core/logged-runs.ts';
import { lastRefusalIn, refusalText } from '../../src/doctor/last-refusal.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const START = Date.UTC(2026, 10, 1, 0, 0, 0);
const BANK = 'https://bank.example';

interface Logged {
  readonly name?: string;
  readonly exitCode?: number;
  readonly command?: string;
  readonly loginId?: string;
  readonly bank?: string;
}

/** The log of runs, an hour after each other. */
function logOf(...runs: readonly Logged[]): string[] {
  return runs.flatMap(({ name, exitCode = 5, command = 'issue', loginId = 'taro', bank = BANK }, index) => {
    const one = { run: `run${index}`, time: new Date(START + index * 3_600_000).toISOString() };
    const end = { ...one, event: 'end', outcome: exitCode === 0 ? 'issued' : 'failed', exitCode, name };
    return [
      { ...one, event: 'start', command, loginId, bank },
      ...(name === undefined ? [] : [{ ...one, event: 'error', name, params: { loginId, support: '' } }]),
      end,
    ].map((line) => JSON.stringify(line));
  });
}

const refusalIn = (lines: readonly string[], asked: { bank?: string | undefined; days?: number } = {}) =>
  lastRefusalIn(readRuns(lines).runs, {
    loginId: 'taro',
    bank: 'bank' in asked ? asked.bank : BANK,
    now: new Date(START + (asked.days ?? 1) * DAY_MS),
  });

test('what it was, in which run', () => {
  const refusal = refusalIn(logOf({ name: 'account-locked' }));
  expect(refusal && messageOf(refusal.error, 'en')).toBe('The login ID taro is locked.');
  expect(refusal && refusalText(refusal)).toEqual({
    ja: '2026年11月01日 09時00分00秒 の issue で銀行が拒否',
    en: 'the bank said so to issue, 2026-11-01 09:00:00 JST',
  });
});

const LOCKED = { name: 'account-locked' };
const OFFLINE = { name: 'unknown-host', exitCode: 6 };

describe('which run counts', () => {
  test.each<[what: string, runs: readonly Logged[], asked?: { bank?: string | undefined; days?: number }]>([
    ['a later one did not reach the bank', [LOCKED, OFFLINE]],
    ['another command has gone well', [LOCKED, { command: 'list', exitCode: 0 }]],
    ['somebody else has had one', [LOCKED, { loginId: 'jiro', exitCode: 0 }]],
    ['at another bank it has gone well', [LOCKED, { bank: 'https://other.example', exitCode: 0 }]],
    ['no bank is set', [LOCKED], { bank: undefined }],
    ['it was 29 days ago', [LOCKED], { days: 29 }],
  ])('it still does where %s', (_, runs, asked) => {
    expect(refusalIn(logOf(...runs), asked)?.error.errorName).toBe('account-locked');
  });

  test.each<[what: string, runs: readonly Logged[], asked?: { bank?: string | undefined; days?: number }]>([
    ['it has gone well since', [LOCKED, { exitCode: 0 }]],
    ['it has gone well since by a renewal', [LOCKED, { command: 'renew', exitCode: 0 }]],
    ['a password was refused since', [LOCKED, { name: 'credentials-refused', exitCode: 3 }]],
    ['it was said at another bank', [{ ...LOCKED, bank: 'https://other.example' }]],
    ['it was said to somebody else', [{ ...LOCKED, loginId: 'jiro' }]],
    ['it was said to another command', [{ ...LOCKED, command: 'list' }]],
    ['it was 31 days ago', [LOCKED], { days: 31 }],
    ['nothing but the network was wrong', [OFFLINE]],
    ['there is no run', []],
  ])('it does not where %s', (_, runs, asked) => {
    expect(refusalIn(logOf(...runs), asked)).toBeUndefined();
  });
});
