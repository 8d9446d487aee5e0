import { describe, expect, test } from 'vitest';
import { CertToolError } from '../../src/core/error.ts';
import { errorOfLine, loggedError } from '../../src/core/logged-error.ts';
import { findRun, hasFailed, readRecord, readRuns } from '../../src/core/logged-runs.ts';

const line = (run: string, event: string, more: object = {}) =>
  JSON.stringify({ time: '2026-11-28T05:00:00.000Z', run, level: 'info', event, ...more });

describe('runs', () => {
  test('what a run tells of itself, the later line counting', () => {
    const { runs, damaged } = readRuns([
      line('k3f9m', 'start', {
        command: 'issue',
        version: '1.2.3',
        store: 'auto',
        bank: 'https://bank.example',
      }),
      line('k3f9m', 'store', { store: 'file' }),
      line('k3f9m', 'about', { loginId: 'jirodt' }),
      line('k3f9m', 'end', {
        outcome: 'failed',
        exitCode: 6,
        code: 'CT-6004',
        name: 'timeout',
        durationMs: 12,
      }),
    ]);
    expect(damaged).toBe(0);
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatchObject({
      ...{ run: 'k3f9m', command: 'issue', version: '1.2.3', store: 'file', bank: 'https://bank.example' },
      ...{
        loginId: 'jirodt',
        outcome: 'failed',
        exitCode: 6,
        code: 'CT-6004',
        name: 'timeout',
        durationMs: 12,
      },
      began: new Date('2026-11-28T05:00:00Z'),
    });
    expect(runs.map(hasFailed)).toEqual([true]);
  });

  test('runs at the same time, a killed one, one whose beginning is gone, a name that came again', () => {
    const found = readRuns([
      line('bbbbb', 'end', { outcome: 'done', exitCode: 0 }),
      line('ccccc', 'start', { command: 'renew' }),
      line('ddddd', 'start', { command: 'issue' }),
      line('ccccc', 'step', { step: 'connect' }),
      line('ddddd', 'end', { outcome: 'issued', exitCode: 0 }),
      line('ddddd', 'start', { command: 'remove' }),
    ]);
    const { runs } = found;
    expect(runs.map(({ run, command, outcome }) => [run, command, outcome])).toEqual([
      ['bbbbb', undefined, 'done'],
      ['ccccc', 'renew', undefined],
      ['ddddd', 'issue', 'issued'],
      ['ddddd', 'remove', undefined],
    ]);
    expect(findRun(found, 'ddddd')?.command).toBe('remove');
    expect(findRun(found, 'eeeee')).toBeUndefined();
  });

  test.each([
    '{"time":"2026-11-28T05:00:00Z","run":"k3f9m","event":"st',
    'null',
    '[]',
    '"x"',
    '{}',
    '{"run":"k3f9m"}',
    '{"run":"k3f9m","time":"yesterday"}',
    '{"run":"\u001b[31m","time":"2026-11-28T05:00:00Z"}',
    '{"run":7,"time":"2026-11-28T05:00:00Z"}',
    '\0\0\0',
  ])('a line that cannot be read is passed over and counted: %j', (damaged) => {
    const good = line('k3f9m', 'start', { command: 'issue' });
    const { runs, ...others } = readRuns([good, damaged, '', good.replace('k3f9m', 'k3f9n')]);
    expect(runs.map(({ run }) => run)).toEqual(['k3f9m', 'k3f9n']);
    expect(others).toEqual({ damaged: 1 });
  });

  test('lines of another version: other members, other kinds, members that are something else', () => {
    const { runs, damaged } = readRuns([
      line('k3f9m', 'start', { command: 7, version: ['x'], surprise: { a: 1 }, loginId: 'taro' }),
      line('k3f9m', 'telepathy', { thought: 'hm' }),
      line('k3f9m', 'end', { exitCode: 'zero', outcome: null, durationMs: Number.NaN }),
    ]);
    expect(damaged).toBe(0);
    expect(runs[0]).toMatchObject({ run: 'k3f9m', loginId: 'taro' });
    expect(Object.keys(runs[0] ?? {}).sort()).toEqual(['began', 'loginId', 'records', 'run']);
  });
});

const throughLine = (error: CertToolError) => {
  const record = readRecord(line('k3f9m', 'error', loggedError(error)));
  return errorOfLine(record?.members ?? new Map());
};

describe('errors', () => {
  test('are the same when they are read, in both languages', () => {
    const remedy = { ja: '待ってください', en: 'wait' };
    const error = new CertToolError(
      'timeout',
      {
        params: { host: 'bank.example', seconds: 30, detail: remedy },
        remedy,
        requestId: '7f3c',
        attemptsLeft: 2,
      },
      true,
    );
    const read = throughLine(error);
    expect(read).toMatchObject({ errorName: 'timeout', notInstalledYet: true });
    expect(read?.details).toEqual(error.details);
  });

  test('of what was typed wrongly nothing is kept', () => {
    const error = new CertToolError('invalid-option', { params: { detail: 'himitsu-1234' } });
    expect(JSON.stringify(loggedError(error))).not.toContain('himitsu');
    expect(throughLine(error)?.errorName).toBe('invalid-option');
  });

  test('of what nobody foresaw the place is kept, and no message', () => {
    const error = new CertToolError('internal', { cause: new TypeError('himitsu-1234 is not a function') });
    const text = JSON.stringify(loggedError(error));
    expect(text).not.toContain('himitsu');
    expect(text).toContain('TypeError');
    expect(text).toContain('logged-runs.test.ts');
  });

  test('an error that this version does not know, and members that are something else', () => {
    expect(errorOfLine(new Map([['name', 'sun-spots']]))).toBeUndefined();
    const odd = new Map<string, unknown>([
      ['name', 'timeout'],
      ['params', { host: { a: 1 }, seconds: null, detail: 'x' }],
      ['remedy', 'text'],
      ['attemptsLeft', 'three'],
    ]);
    expect(errorOfLine(odd)?.details).toEqual({ params: { detail: 'x' } });
  });
});
