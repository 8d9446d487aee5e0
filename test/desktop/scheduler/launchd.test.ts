import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { minuteOf, nextAt } from '../../../src/desktop/scheduler/launchd.ts';
import { plistText } from '../../../src/desktop/scheduler/launchd-plist.ts';
import { PYTHON, pythonMissing } from '../../support/python.ts';
import { TASK } from './tasks.ts';

const missing = pythonMissing('plistlib');
const READ = 'import json, plistlib, sys; print(json.dumps(plistlib.loads(sys.stdin.buffer.read())))';

describe('the job', () => {
  test.skipIf(missing)(`is what plistlib reads${missing ? ' (no Python: skipped)' : ''}`, () => {
    const input = plistText('cert-tool-remind', TASK, { hour: 9, minute: 41 });
    const { stdout, stderr } = spawnSync(PYTHON, ['-c', READ], { input, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      Label: 'cert-tool-remind',
      ProgramArguments: [TASK.line.program, ...TASK.line.args],
      EnvironmentVariables: TASK.line.variables,
      StartCalendarInterval: { Hour: 9, Minute: 41 },
      ProcessType: 'Background',
    });
  });

  test('has no variables where there are none', () => {
    const line = { ...TASK.line, variables: {} };
    expect(plistText('x', { ...TASK, line }, { hour: 9, minute: 0 })).not.toContain('EnvironmentVariables');
  });
});

test('each PC has a minute of its own within the hour, always the same', () => {
  const minutes = Array.from({ length: 600 }, (_, pc) => minuteOf(`pc-${pc}`));
  const ofDay = minutes.map(({ hour, minute }) => hour * 60 + minute);
  expect(Math.min(...ofDay)).toBeGreaterThanOrEqual(9 * 60 + 30);
  expect(Math.max(...ofDay)).toBeLessThan(10 * 60 + 30);
  expect(new Set(ofDay).size).toBe(60);
  expect(minuteOf('pc-1')).toEqual(minuteOf('pc-1'));
});

test('the next run is today, or tomorrow where that is over', () => {
  const at = (day: number, hour: number, minute: number) => new Date(2026, 10, day, hour, minute);
  expect(nextAt({ hour: 9, minute: 41 }, at(30, 9, 40))).toEqual(at(30, 9, 41));
  expect(nextAt({ hour: 9, minute: 41 }, at(30, 9, 41))).toEqual(at(31, 9, 41));
});
