import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { alarmTimes } from '../../../src/commands/remind/calendar.ts';
import { heartbeatName } from '../../../src/commands/remind/heartbeat.ts';
import { CertToolError } from '../../../src/core/error.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { makeBank, makePc } from './pc.ts';

const put = makeBank();
const POSIX_ONLY = process.platform === 'win32' ? ' (needs POSIX: skipped on Windows)' : '';

/** A program that notes its stdin, and ends with an exit code. */
function program(exitCode = 0): { path: string; read(): Record<string, unknown> } {
  const folder = tempFolder();
  const [path, seen] = [join(folder, 'program.sh'), join(folder, 'seen.json')];
  writeFileSync(path, `#!/bin/sh\ncat >'${seen}'\nexit ${exitCode}\n`, { mode: 0o755 });
  return { path, read: () => JSON.parse(readFileSync(seen, 'utf8')) };
}

describe('what is notified', () => {
  test('nothing where all is well, or nothing is there', async () => {
    const pc = makePc();
    expect(await pc.run(['remind', 'run'])).toMatchObject({ exitCode: 0 });
    put(pc.home, 'user1', '20270601');
    expect(await pc.json(['remind', 'run'])).toMatchObject({
      exitCode: 0,
      ok: true,
      due: false,
      notified: false,
    });
    expect(pc.notes).toEqual([]);
  });

  test('the command that renews the one that is due', async () => {
    const pc = makePc();
    put(pc.home, 'user1', '20261214');
    expect(await pc.json(['remind', 'run'])).toMatchObject({
      exitCode: 0,
      due: true,
      notified: true,
      command: 'cert-tool renew user1',
      certificates: [{ loginId: 'user1', attention: ['expires-soon'] }],
    });
    expect(pc.notes).toEqual([
      {
        title: 'Time to renew a client certificate',
        body: 'user1 A001: expires soon (2026-12-15; last working day 2026-12-14)\nRun: cert-tool renew user1',
      },
    ]);
  });

  test('in the language of the user, with the options that were given', async () => {
    const pc = makePc();
    put(pc.home, 'user1', '20261214');
    await pc.run(['remind', 'run', '--lang', 'ja', '--bank', 'https://bank.example']);
    expect(pc.notes).toEqual([
      {
        title: 'クライアント証明書の更新時期です',
        body: 'user1 A001: 有効期限が近づいています(2026年12月15日まで、最終利用日 2026年12月14日)\n実行するコマンド: cert-tool renew user1 --bank https://bank.example/v1'.replace(
          '/v1',
          '',
        ),
      },
    ]);
  });

  test('of several one command, and how many there are', async () => {
    const pc = makePc();
    put(pc.home, 'user1', '20261214');
    put(pc.home, 'user2', '20261220');
    expect(await pc.json(['remind', 'run'])).toMatchObject({ command: 'cert-tool renew --all' });
    expect(pc.notes[0]?.body).toMatch(/and 1 more\n/);
    put(pc.home, 'user3', '20261101');
    expect(await pc.json(['remind', 'run'])).toMatchObject({ command: 'cert-tool list --check' });
    expect(pc.notes[1]?.title).toBe('A client certificate needs attention');
  });

  test('an expired one is got anew', async () => {
    const pc = makePc();
    put(pc.home, 'user3', '20261101');
    expect(await pc.json(['remind', 'run'])).toMatchObject({ command: 'cert-tool issue user3' });
  });

  test('without a desktop it is a warning, and the rest is done', async () => {
    const pc = makePc();
    pc.mute = { ja: '画面なし', en: 'no screen' };
    put(pc.home, 'user1', '20261214');
    const { exitCode, warnings, notified } = await pc.json(['remind', 'run']);
    expect([exitCode, notified]).toEqual([0, false]);
    expect(warnings).toEqual([{ message: 'The notification could not be shown: no screen' }]);
  });
});

describe.skipIf(POSIX_ONLY !== '')(`--exec${POSIX_ONLY}`, () => {
  test('gets it all as JSON on stdin, only where something is due', async () => {
    const pc = makePc();
    const { path, read } = program();
    await pc.run(['remind', 'run', '--exec', path]);
    expect(read).toThrow();
    put(pc.home, 'user1', '20261214');
    const { exec, exitCode } = await pc.json(['remind', 'run', '--exec', path, '--lang', 'ja']);
    expect([exitCode, exec]).toEqual([0, { program: path, exitCode: 0 }]);
    expect(read()).toMatchObject({
      version: 1,
      event: 'due',
      language: 'ja',
      title: 'クライアント証明書の更新時期です',
      text: expect.stringContaining('cert-tool renew user1'),
      command: 'cert-tool renew user1',
      time: '2026-11-28T03:00:00Z',
      device: expect.stringMatching(/./),
      certificates: [{ loginId: 'user1', attention: ['expires-soon'], lastWorkingDay: '2026-12-14' }],
    });
  });

  test('its exit code is told, and the others are told all the same', async () => {
    const pc = makePc();
    const folder = tempFolder();
    put(pc.home, 'user1', '20261214');
    const argv = ['remind', 'run', '--exec', program(7).path, '--heartbeat', folder];
    const { exitCode, error, exec, notified, heartbeat } = await pc.json(argv);
    expect([exitCode, exec.exitCode, notified]).toEqual([5, 7, true]);
    expect(error).toMatchObject({
      name: 'reminder-program-failed',
      message: expect.stringContaining('exit code 7'),
    });
    expect(existsSync(heartbeat)).toBe(true);
  });

  test('that is gone is told before the day when something is due', async () => {
    const pc = makePc();
    put(pc.home, 'user1', '20271130');
    const { exitCode, error, due } = await pc.json(['remind', 'run', '--exec', join(pc.home, 'none')]);
    expect([exitCode, error.name, due]).toEqual([5, 'not-set-up', false]);
    expect(error.hint).toBe('Give the path of a program with --exec.');
    expect((await pc.run(['remind', 'run', '--exec', program().path])).exitCode).toBe(0);
  });

  test('what is no program', async () => {
    const pc = makePc();
    put(pc.home, 'user1', '20261214');
    const { exitCode, exec } = await pc.json(['remind', 'run', '--exec', join(pc.home, 'none')]);
    expect([exitCode, exec.exitCode]).toEqual([5, null]);
    expect((await pc.run(['remind', 'run', '--exec', ''])).exitCode).toBe(2);
    expect((await pc.run(['remind', 'run', '--exec', '~/x'])).exitCode).toBe(2);
  });
});

describe('--heartbeat', () => {
  test('a line for each PC, which report reads', async () => {
    const folder = tempFolder();
    for (const [device, loginId] of [
      ['PC-経理 1', 'user1'],
      ['pc-2', 'user2'],
    ] as const) {
      const pc = makePc();
      pc.more = { device: () => device };
      put(pc.home, loginId, '20261214');
      await pc.run(['remind', 'run', '--heartbeat', folder]);
      const { heartbeat } = await pc.json(['remind', 'run', '--heartbeat', folder]);
      const text = readFileSync(heartbeat, 'utf8');
      expect(text.split('\n')).toHaveLength(2);
      expect(JSON.parse(text)).toMatchObject({ device, time: '2026-11-28T03:00:00Z', version: '0.0.0-test' });
    }
    expect(readdirSync(folder).sort()).toEqual([
      expect.stringMatching(/^pc-2\.jsonl$/),
      expect.stringMatching(/^pc-経理-1-[0-9a-f]{8}\.jsonl$/),
    ]);
    const pc = makePc();
    const list = join(folder, 'expected.csv');
    writeFileSync(list, 'device\nPC-2\nPC-3\nPC-経理 1\n');
    const { counts, silent } = await pc.json(['report', folder, '--expected', list]);
    expect(counts).toMatchObject({ users: 2, pcs: 2, due: 2, silent: 1 });
    expect(silent).toEqual([expect.objectContaining({ device: 'PC-3', why: 'never' })]);
  });

  test('a PC that could not look says so there', async () => {
    const pc = makePc();
    const folder = tempFolder();
    pc.more = {
      store: async () => {
        throw new CertToolError('store-missing', { params: { store: 'x', detail: 'x' } });
      },
    };
    expect((await pc.run(['remind', 'run', '--heartbeat', folder])).exitCode).toBe(7);
    const [file = ''] = readdirSync(folder);
    expect(JSON.parse(readFileSync(join(folder, file), 'utf8'))).toMatchObject({
      ok: false,
      device: expect.stringMatching(/./),
      error: { name: 'store-missing' },
    });
  });

  test('a folder that is not there', async () => {
    const pc = makePc();
    const { exitCode, error } = await pc.json(['remind', 'run', '--heartbeat', join(pc.home, 'none')]);
    expect([exitCode, error.name]).toEqual([2, 'unwritable-sheet']);
  });

  test.each([
    ['PC-1', 'pc-1.jsonl'],
    ['ＰＣ１', 'pc1.jsonl'],
    ['経理1', '経理1.jsonl'],
    ['con', expect.stringMatching(/^con-[0-9a-f]{8}\.jsonl$/)],
    ['a/../b', expect.stringMatching(/^a-b-[0-9a-f]{8}\.jsonl$/)],
    ['', expect.stringMatching(/^-[0-9a-f]{8}\.jsonl$/)],
    ['.x', expect.stringMatching(/^-x-[0-9a-f]{8}\.jsonl$/)],
    ['x'.repeat(200), expect.stringMatching(/^x{60}-[0-9a-f]{8}\.jsonl$/)],
  ])('the file of %s', (device, name) => {
    expect(heartbeatName(device)).toEqual(name);
  });
});

describe('--ics', () => {
  test('an event for each that is in use, with its alarms; a second run replaces it', async () => {
    const pc = makePc();
    const file = join(pc.home, 'c.ics');
    put(pc.home, 'user1', '20270601');
    put(pc.home, 'user2', '20261101');
    const uid = async () => {
      expect((await pc.json(['remind', 'run', '--ics', file])).calendar).toBe(file);
      const text = readFileSync(file, 'utf8').replaceAll('\r\n ', '');
      expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(1);
      return { text, uid: /UID:(\S+)/.exec(text)?.[1], sequence: Number(/SEQUENCE:(\d+)/.exec(text)?.[1]) };
    };
    const first = await uid();
    expect(first.text).toContain('DTSTART:20270601T235959Z');
    expect(first.text).toContain('last working day 2027-06-01');
    expect(first.text).toContain('Run: cert-tool renew user1');
    // Renewable on 22 April 23:59:59 UTC, the 23rd at 08:59:59 in Japan, when work has not begun.
    expect(first.text.match(/TRIGGER.*/g)).toEqual([
      'TRIGGER;VALUE=DATE-TIME:20270423T000000Z',
      'TRIGGER;VALUE=DATE-TIME:20270512T000000Z',
      'TRIGGER;VALUE=DATE-TIME:20270527T000000Z',
    ]);
    // Its successor takes its place in the calendar.
    put(pc.home, 'user1', '20271101', '20261120');
    const second = await uid();
    expect(second.uid).toBe(first.uid);
    expect(second.sequence).toBeGreaterThan(first.sequence);
    expect(second.text).toContain('DTSTART:20271101T235959Z');
  });

  test('a folder is told as what it is, and no option that would not help', async () => {
    const pc = makePc();
    const { stderr } = await pc.run(['remind', 'run', '--ics', tempFolder()]);
    expect(stderr).toContain('it is no ordinary file');
    expect(stderr).toContain('Give another path with --ics.');
    expect(stderr).not.toContain('--yes');
  });

  test('no other file is replaced', async () => {
    const pc = makePc();
    const file = join(pc.home, 'mine.ics');
    writeFileSync(file, 'BEGIN:VCALENDAR\r\n');
    const { exitCode, error } = await pc.json(['remind', 'run', '--ics', file]);
    expect([exitCode, error.name]).toEqual([2, 'unwritable-sheet']);
    expect(readFileSync(file, 'utf8')).toBe('BEGIN:VCALENDAR\r\n');
    mkdirSync(join(pc.home, 'x.ics'));
    expect((await pc.run(['remind', 'run', '--ics', join(pc.home, 'x.ics')])).exitCode).toBe(2);
    expect((await pc.run(['remind', 'run', '--ics', join(pc.home, 'none', 'x.ics')])).exitCode).toBe(2);
  });

  test('alarms are within the time in which it is valid, each once', () => {
    const pc = makePc();
    const { location: _, ...certificate } = {
      ...put(pc.home, 'user1', '20261214', '20261208'),
      location: '',
    };
    const renewal = { from: new Date('2026-12-08T20:00:00Z'), isSure: false };
    const stored = { ...certificate, friendlyName: '', hasPrivateKey: true };
    expect(alarmTimes({ certificate: stored, renewal }).map((at) => at.toISOString())).toEqual([
      '2026-12-09T00:00:00.000Z',
    ]);
  });
});

test('the folder that CERT_TOOL_HOME names may come as an option', async () => {
  const [pc, other] = [makePc(), makePc()];
  put(other.home, 'user1', '20261214');
  expect(await pc.json(['remind', 'run', '--home', other.home])).toMatchObject({ due: true });
  expect((await pc.run(['remind', 'run', '--home', 'relative'])).exitCode).toBe(2);
  expect((await pc.run(['remind', 'run', '--home', ''])).exitCode).toBe(2);
});
