import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { LogEvent } from '../../src/core/ports/event-log.ts';
import { EVENT_LOG_SCRIPT, openEventLog, windowsLines } from '../../src/system/event-log.ts';
import { syslogLogger } from '../../src/system/programs.ts';
import { powerShells } from '../support/pwsh.ts';
import { tempFolder } from '../support/temp-folder.ts';

const EVENTS: readonly LogEvent[] = [
  { level: 'well', document: { event: 'issue', device: '経理課 "1"', ok: true } },
  { level: 'failed', document: { event: 'renew', loginId: '$(rm x)\n`y`', ok: false } },
  { level: 'attention', document: { event: 'list --check', ok: false } },
];

/** A syslog that is a socket: what it gets, line by line. */
const RECEIVER = `
import socket, sys
receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
receiver.bind(sys.argv[1])
print("ready", flush=True)
for _ in range(3): print(receiver.recv(65536).decode("utf-8"), flush=True)
`;

/** PowerShell 7. */
const pwsh = powerShells[0]?.path;
const PYTHON = '/usr/bin/python3';
const hasLogger =
  process.platform === 'linux' &&
  existsSync(PYTHON) &&
  syslogLogger() !== undefined &&
  String(spawnSync(syslogLogger() ?? '', ['--version']).stdout).includes('util-linux');

describe(`syslog${hasLogger ? '' : " (needs Linux, util-linux' logger and Python, skipped)"}`, () => {
  test.skipIf(!hasLogger)('a line of JSON in ASCII for each event, with name and severity', async () => {
    const socket = join(tempFolder(), 'log');
    const receiver = spawn(PYTHON, ['-c', RECEIVER, socket], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void receiver.kill());
    const lines = createInterface({ input: receiver.stdout })[Symbol.asyncIterator]();
    expect((await lines.next()).value).toBe('ready');
    await openEventLog({ platform: 'linux', env: process.env, socket }).write(EVENTS);
    const got: string[] = [];
    for (let count = 0; count < 3; count += 1) got.push((await lines.next()).value);
    // Facility user is 1 (RFC 5424, 6.2.1): 8 and the severity.
    expect(got.map((line) => /^<(\d+)>.* cert-tool(\[\d+\])?: /.exec(line)?.[1])).toEqual(['11', '12', '14']);
    const documents = got.map((line) => JSON.parse(line.slice(line.indexOf('{'))));
    expect(documents).toEqual([EVENTS[1]?.document, EVENTS[2]?.document, EVENTS[0]?.document]);
    expect(got.join('')).toMatch(/^[\x20-\x7e]*$/);
  });

  test.skipIf(process.platform !== 'linux')('nobody who listens is a failure', async () => {
    const log = openEventLog({ platform: 'linux', env: process.env, socket: join(tempFolder(), 'log') });
    await expect(log.write(EVENTS)).rejects.toMatchObject({ errorName: 'event-log-failed' });
    await log.write([]);
  });
});

describe('Windows', () => {
  test('a line for each event: type, number, text in ASCII', () => {
    expect(windowsLines(EVENTS.slice(0, 1))).toBe(
      'Information 1 cert-tool {"event":"issue","device":"\\u7d4c\\u7406\\u8ab2 \\"1\\"","ok":true}\n',
    );
  });

  // PowerShell 7 has no Write-EventLog: one that tells what it gets stands in its place.
  test.skipIf(!pwsh)(
    `the script hands each over as it is, to what stands in for Write-EventLog${pwsh ? '' : ' (needs pwsh, skipped)'}`,
    () => {
      const stub =
        'function Write-EventLog($LogName, $Source, $EntryType, $EventId, $Message) { [Console]::Out.WriteLine("$LogName|$Source|$EntryType|$EventId|$Message") }';
      const args = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', `${stub}\n${EVENT_LOG_SCRIPT}`];
      const { stdout, stderr, status } = spawnSync(pwsh ?? '', args, { input: windowsLines(EVENTS) });
      expect([status, String(stderr)]).toEqual([0, '']);
      const lines = String(stdout).trim().split(/\r?\n/);
      expect(lines.map((line) => line.split('|').slice(0, 4).join(' '))).toEqual([
        'Application Application Information 1',
        'Application Application Error 3',
        'Application Application Warning 2',
      ]);
      expect(lines.map((line) => JSON.parse(line.slice(line.indexOf('{'))))).toEqual(
        EVENTS.map(({ document }) => document),
      );
    },
  );
});
