import { expect, test } from 'vitest';
import { readRuns } from '../../src/core/logged-runs.ts';
import { installedText, lastInstalledIn } from '../../src/doctor/last-installed.ts';

const NOW = new Date(Date.UTC(2026, 10, 20));
const BANK = 'https://bank.example';
const START = { command: 'issue', loginId: 'taro', bank: BANK };

/** A run of one certificate, by the hour at which it began. */
function runAt(hour: number, more: { result?: object; start?: object; store?: object }): string[] {
  const one = { run: `run${hour}`, time: new Date(Date.UTC(2026, 10, 1, hour)).toISOString() };
  return [
    { ...one, event: 'start', ...START, ...more.start },
    { ...one, event: 'store', store: 'nss', ...more.store },
    {
      ...one,
      event: 'result',
      loginId: 'taro',
      ok: true,
      outcome: 'issued',
      serialNumber: 'aa',
      ...more.result,
    },
    { ...one, event: 'end', outcome: 'done', exitCode: 0 },
  ].map((line) => JSON.stringify(line));
}

const installedIn = (lines: readonly string[], bank: string | undefined = BANK) =>
  lastInstalledIn(readRuns(lines).runs, { loginId: 'taro', bank, now: NOW });

const ISSUED = runAt(1, {});

test('the last one, with its store as exactly as the log tells it', () => {
  expect(installedIn(ISSUED)).toMatchObject({ store: 'nss', place: 'nss' });
  const later = runAt(2, {
    store: { place: 'nss:/profile' },
    result: { outcome: 'renewed', serialNumber: 'bb' },
  });
  const installed = installedIn([...ISSUED, ...later]);
  expect(installed).toMatchObject({ store: 'nss', place: 'nss:/profile' });
  expect(installed && installedText(installed)).toEqual({
    ja: 'ログによると、2026年11月01日 に証明書ストア「nss:/profile」に取り込み済みです',
    en: 'by the log one was installed on 2026-11-01, in the store nss:/profile',
  });
});

test.each([
  ['removed since', runAt(2, { start: { command: 'remove' }, result: { outcome: 'removed' } })],
  ['revoked since', runAt(2, { start: { command: 'revoke' }, result: { outcome: 'revoked' } })],
])('not one that was %s', (_, later) => {
  expect(installedIn([...ISSUED, ...later])).toBeUndefined();
});

test.each([
  ['another one was removed', runAt(2, { result: { outcome: 'removed', serialNumber: 'cc' } })],
  ['a later run has found it here', runAt(2, { result: { outcome: 'already-valid' } })],
  [
    'somebody else has one removed',
    runAt(2, { result: { loginId: 'jiro', outcome: 'removed', serialNumber: 'dd' } }),
  ],
])('it is still told where %s', (_, later) => {
  expect(installedIn([...ISSUED, ...later])).toMatchObject({ store: 'nss' });
});

test.each([
  ['at another bank', runAt(1, { start: { bank: 'https://other.example' } })],
  ['for somebody else', runAt(1, { result: { loginId: 'jiro' } })],
  ['in a rehearsal', runAt(1, { result: { outcome: 'dry-run' } })],
])('not what was installed %s', (_, lines) => {
  expect(installedIn(lines)).toBeUndefined();
});

test('a reset takes what the practice bank has issued, and nothing else', () => {
  const practice = { bank: 'practice-bank' };
  const reset = runAt(2, {
    start: { command: 'sandbox reset', ...practice },
    result: { loginId: 'x', serialNumber: 'x', outcome: 'done' },
  });
  expect(installedIn([...runAt(1, { start: practice }), ...reset], 'practice-bank')).toBeUndefined();
  expect(installedIn([...ISSUED, ...reset], undefined)).toBeDefined();
});

test('until it has expired', () => {
  const until = (notAfter: Date) => installedIn(runAt(1, { result: { notAfter: notAfter.toISOString() } }));
  expect(until(NOW)).toBeUndefined();
  expect(until(new Date(NOW.getTime() + 1000))).toBeDefined();
});
