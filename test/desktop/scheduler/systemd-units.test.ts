import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { serviceText, timerText } from '../../../src/desktop/scheduler/systemd-units.ts';
import { onPath } from '../../support/shells.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { TASK } from './tasks.ts';

describe('the service', () => {
  test('quotes what systemd would take for something else', () => {
    expect(serviceText(TASK)).toBe(`[Unit]
Description=クライアント証明書の有効期限の確認(cert-tool)

[Service]
Type=oneshot
Environment="XDG_DATA_HOME=/home/経理 \\"x\\" %%h $y\\\\z"
ExecStart=/usr/bin/env remind run plain "with a blank" "percent %%h 100%%" "$$HOME $\${HOME} $$$$" "quotes \\" and '" "back\\\\slash\\\\" "経理 部" "<&>" ";|&\`" -x ""
TimeoutStartSec=30min
`);
  });

  test("the program's own path is no place for variables", () => {
    const line = { ...TASK.line, program: '/opt/a $b/%c', args: [], variables: {} };
    expect(serviceText({ ...TASK, line })).toContain('\nExecStart="/opt/a $b/%%c"\n');
    const quote = serviceText({ ...TASK, line: { ...line, program: "/home/o'brien/$x" } });
    expect(quote).toContain('\nExecStart=/usr/bin/env "/home/o\'brien/$$x"\n');
  });
});

test('the timer: daily, spread, and afterwards where the PC was off', () => {
  const lines = timerText({ language: 'en' }).split('\n');
  expect(lines).toContain('OnCalendar=*-*-* 09:30:00');
  expect(lines).toContain('RandomizedDelaySec=60min');
  expect(lines).toContain('Persistent=true');
});

const analyze = onPath('systemd-analyze');

/** What systemd says of units: nothing where it is content. An unknown key is only a warning, with exit code 0. */
function verified(service: string, timer: string): string {
  const folder = tempFolder();
  const files = ['x.service', 'x.timer'].map((name) => join(folder, name));
  writeFileSync(files[0] ?? '', service);
  writeFileSync(files[1] ?? '', timer);
  const env = { PATH: process.env['PATH'], HOME: folder, XDG_RUNTIME_DIR: folder };
  const { status, stderr } = spawnSync(analyze ?? '', ['verify', '--user', '--man=no', ...files], {
    env,
    encoding: 'utf8',
  });
  return status === 0 ? stderr : `${status}: ${stderr}`;
}

describe.skipIf(!analyze)(`by systemd-analyze${analyze ? '' : ' (not installed: skipped)'}`, () => {
  test.each(['ja', 'en'] as const)('there is nothing to say of the units (%s)', (language) => {
    expect(verified(serviceText({ ...TASK, language }), timerText({ language }))).toBe('');
  });

  test('a program in an odd folder is found', () => {
    const folder = join(tempFolder(), 'a %h $HOME 経理 $$ {x}');
    mkdirSync(folder);
    const program = join(folder, 'program');
    copyFileSync('/usr/bin/env', program);
    expect(verified(serviceText({ ...TASK, line: { ...TASK.line, program } }), timerText(TASK))).toBe('');
    const quote = { ...TASK.line, program: `/opt/o'brien "x" \\y` };
    expect(verified(serviceText({ ...TASK, line: quote }), timerText(TASK))).toBe('');
  });

  test('it does notice', () => {
    const timer = timerText(TASK).replace('Persistent', 'Persistant');
    expect(verified(serviceText(TASK), timer)).toContain('Persistant');
    const line = { ...TASK.line, program: '/nowhere/program' };
    expect(verified(serviceText({ ...TASK, line }), timerText(TASK))).toContain('/nowhere/program');
  });
});
