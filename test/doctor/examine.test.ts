import { expect, test } from 'vitest';
import { CertToolError } from '../../src/core/error.ts';
import { type Check, failed, type Seen, seen, WELL, warning } from '../../src/doctor/check.ts';
import { CHECKS } from '../../src/doctor/checks/index.ts';
import { examine, mainCause, needsAttention } from '../../src/doctor/examine.ts';
import type { Probes } from '../../src/doctor/probes.ts';
import { wait } from '../../src/system/clock.ts';

const title = { ja: 'x', en: 'x' };
const noProbes = {} as Probes;
const bad = () => seen([failed(new CertToolError('no-bank'))]);
const odd = () => seen([warning(new CertToolError('browser-open'))]);
const due = () => seen([{ ...warning(new CertToolError('certificate-due')), isDue: true }]);

function check(id: string, needs: readonly string[], look: () => Seen | Promise<Seen>): Check {
  return { id, title, needs, look };
}

function examined(checks: readonly Check[], signal = new AbortController().signal) {
  return examine(checks, noProbes, { signal, patienceMs: 50, wait });
}

test('what needs something that failed is not examined, and so on; a warning stops nothing', async () => {
  const results = await examined([
    check('a', [], bad),
    check('b', ['a'], () => WELL),
    check('c', ['b'], () => WELL),
    check('d', [], odd),
    check('e', ['d'], () => WELL),
  ]);
  expect(results.map(({ status, because }) => [status, because])).toEqual([
    ['failed', undefined],
    ['not-examined', 'a'],
    ['not-examined', 'b'],
    ['warning', undefined],
    ['ok', undefined],
  ]);
});

test('the main cause is the first that failed, then what is due, then what is worth knowing', async () => {
  const [one, two, three] = [check('odd', [], odd), check('due', [], due), check('bad', [], bad)];
  const causeOf = async (checks: readonly Check[]) => mainCause(await examined(checks))?.result.check.id;
  expect(await causeOf([one, two, three, check('worse', [], bad)])).toBe('bad');
  expect(await causeOf([one, two])).toBe('due');
  expect(await causeOf([one])).toBe('odd');
  expect(await causeOf([check('well', [], () => WELL)])).toBeUndefined();
  expect(needsAttention(await examined([one]))).toBe(false);
  expect(needsAttention(await examined([one, two]))).toBe(true);
});

test('of several findings the worst comes first', () => {
  const { findings = [] } = seen([
    ...(odd().findings ?? []),
    undefined,
    ...(due().findings ?? []),
    ...(bad().findings ?? []),
  ]);
  expect(findings.map(({ error }) => error.errorName)).toEqual([
    'no-bank',
    'certificate-due',
    'browser-open',
  ]);
});

test('what is thrown is a finding; so is what nobody foresaw, and what does not answer in time', async () => {
  const results = await examined([
    check('thrown', [], () => Promise.reject(new CertToolError('store-full', { params: { store: 'x' } }))),
    check('odd', [], () => Promise.reject(new TypeError('x'))),
    check('late', [], () => new Promise<Seen>(() => {})),
    check('unknown', [], () => ({ notExamined: title })),
  ]);
  expect(results.map(({ status, findings }) => [status, findings[0]?.error.errorName])).toEqual([
    ['failed', 'store-full'],
    ['failed', 'internal'],
    ['failed', 'program-failed'],
    ['not-examined', undefined],
  ]);
});

test('the wish to end ends it at once', async () => {
  const cancel = new AbortController();
  const running = examined([check('hangs', [], () => new Promise<Seen>(() => {}))], cancel.signal);
  cancel.abort(new CertToolError('cancelled'));
  await expect(running).rejects.toMatchObject({ errorName: 'cancelled' });
});

test('every check has an id of its own, and needs only what comes before it', () => {
  const before = new Set<string>();
  for (const { id, needs } of CHECKS) {
    expect([id, needs.filter((each) => !before.has(each))]).toEqual([id, []]);
    expect(before.has(id)).toBe(false);
    before.add(id);
  }
  expect(before.size).toBeGreaterThanOrEqual(30);
});
