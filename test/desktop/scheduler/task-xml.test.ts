import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { stateIn } from '../../../src/desktop/scheduler/task-scheduler.ts';
import { taskXml, USERS_GROUP } from '../../../src/desktop/scheduler/task-xml.ts';
import { canBeHeadless, windowsCommand } from '../../../src/desktop/scheduler/windows-command.ts';
import { onPath } from '../../support/shells.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const SID = 'S-1-5-21-1004336348-1177238915-682003330-1001';
const COMMAND = { command: 'C:\\経理 & "x"\\cert-tool.exe', args: 'remind run "--store-dir=C:\\a <b>"' };
const OWN = taskXml({ user: SID }, COMMAND, 'ja');
const DEPLOYED = taskXml({ group: USERS_GROUP }, COMMAND, 'en');

/** Published with MS-TSCH; `.ci/run` puts it there. */
const SCHEMA = fileURLToPath(
  new URL('../../../node_modules/.cache/task-scheduler/task.xsd', import.meta.url),
);
const xmllint = onPath('xmllint');
const noSchema = !xmllint || !existsSync(SCHEMA);

/** As schtasks.exe is handed it. */
function judged(xml: string): string {
  const file = join(tempFolder(), 'task.xml');
  writeFileSync(file, Buffer.from(`\ufeff${xml}`, 'utf16le'));
  const args = ['--noout', '--nonet', '--schema', SCHEMA, file];
  const { status, stderr } = spawnSync(xmllint ?? '', args, { encoding: 'utf8' });
  return status === 0 ? 'valid' : stderr;
}

describe.skipIf(noSchema)(
  `by the published schema${noSchema ? ' (xmllint or schema missing: skipped)' : ''}`,
  () => {
    test.each([
      ['a task of a user', OWN],
      ['one for everybody', DEPLOYED],
    ])('%s is valid', (_, xml) => {
      expect(judged(xml)).toBe('valid');
    });

    test.each([
      ['IgnoreNew', 'Ignore'],
      ['<Enabled>true', '<Enabled>yes'],
      ['PT60M', '60 minutes'],
      ['<Hidden>', '<Secret>'],
    ])('%s made %s is not', (right, wrong) => {
      expect(judged(OWN.replaceAll(right, wrong))).not.toBe('valid');
    });
  },
);

/** The parts of it that the schema leaves to us, and their order, which it wants where it is a sequence. */
describe('the task', () => {
  const within = (name: string) =>
    new RegExp(`<${name}(?: [^>]*)?>([\\s\\S]*?)</${name}>`).exec(OWN)?.[1] ?? '';
  const text = (name: string) => within(name);
  const names = (name: string) => {
    const children: string[] = [];
    for (let rest = within(name).trim(); rest !== ''; ) {
      const [, child = ''] = /^<(\w+)/.exec(rest) ?? [];
      children.push(child);
      rest = rest.slice(rest.indexOf(`</${child}>`) + child.length + 3).trim();
    }
    return children;
  };

  test('starts the program daily, for its user alone, once at a time, and afterwards where the PC was off', () => {
    expect([text('Command'), text('Arguments')]).toEqual([
      'C:\\経理 &amp; &quot;x&quot;\\cert-tool.exe',
      'remind run &quot;--store-dir=C:\\a &lt;b&gt;&quot;',
    ]);
    expect([text('UserId'), text('LogonType'), text('RunLevel')]).toEqual([
      SID,
      'InteractiveToken',
      'LeastPrivilege',
    ]);
    expect([text('DaysInterval'), text('StartBoundary'), text('RandomDelay')]).toEqual([
      '1',
      '2020-01-01T09:30:00',
      'PT60M',
    ]);
    expect([text('MultipleInstancesPolicy'), text('StartWhenAvailable')]).toEqual(['IgnoreNew', 'true']);
    expect(text('DisallowStartIfOnBatteries')).toBe('false');
  });

  test('has its elements in the order of the schema', () => {
    expect(names('Task')).toEqual(['RegistrationInfo', 'Triggers', 'Principals', 'Settings', 'Actions']);
    expect(names('CalendarTrigger')).toEqual(['StartBoundary', 'Enabled', 'RandomDelay', 'ScheduleByDay']);
    expect(names('Exec')).toEqual(['Command', 'Arguments']);
  });

  test('for everybody it names the group of users, and nobody', () => {
    expect(DEPLOYED).toContain(`<GroupId>${USERS_GROUP}</GroupId>`);
    expect(DEPLOYED).not.toContain('UserId');
  });
});

describe('what Task Scheduler starts', () => {
  const line = {
    program: 'C:\\Program Files\\nodejs\\node.exe',
    args: ['C:\\a b\\c.cjs', 'remind', '--x=a b\\'],
    variables: {},
  };

  test('has no window where Windows can do that', () => {
    expect(windowsCommand(line, { SystemRoot: 'C:\\Windows' }, true)).toEqual({
      command: 'C:\\Windows\\System32\\conhost.exe',
      args: '--headless "C:\\Program Files\\nodejs\\node.exe" "C:\\a b\\c.cjs" remind "--x=a b\\\\"',
    });
  });

  test('and is started as it is elsewhere', () => {
    expect(windowsCommand(line, {}, false)).toEqual({
      command: line.program,
      args: '"C:\\a b\\c.cjs" remind "--x=a b\\\\"',
    });
  });

  test.each([
    ['10.0.14393', false],
    ['10.0.17134', false],
    ['10.0.17763', true],
    ['10.0.26100', true],
    ['6.3.9600', false],
    ['', false],
  ])('Windows %s: %s', (version, can) => {
    expect(canBeHeadless(version)).toBe(can);
  });
});

test.each([
  ['enabled=True next=2026-11-29T01:11:00Z\r\n', true, '2026-11-29T01:11:00.000Z'],
  ['enabled=False next=1899-12-30T00:00:00Z', false, undefined],
  ['', undefined, undefined],
])('what is said of the next run: %j', (said, isActive, next) => {
  const { nextRun, ...state } = stateIn(said);
  expect([state.isActive, nextRun?.toISOString()]).toEqual([isActive, next]);
});
