import { existsSync } from 'node:fs';
import { CertToolError } from '../core/error.ts';
import type { EventLog, LogEvent } from '../core/ports/event-log.ts';
import { asciiJson, type Text } from '../core/text.ts';
import { run } from './processes.ts';
import { endFailure, startFailure } from './program-failure.ts';
import { powerShellEnvironment, syslogLogger, windowsPowerShell } from './programs.ts';

export interface EventLogOptions {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** The socket of syslog, where it is another one than the system's. */
  readonly socket?: string;
}

const TIMEOUT_MS = 15_000;
const NAME = 'cert-tool';

/**
 * Windows' event log (Application), or syslog: a line of JSON, in ASCII, for each event. Not ended by a wish to end: what has
 * happened is to be told.
 */
export function openEventLog(options: EventLogOptions): EventLog {
  const write = options.platform === 'win32' ? writeOnWindows : writeToSyslog;
  return { write: async (events) => (events.length === 0 ? undefined : write(events, options)) };
}

const TYPES = { well: 'Information', attention: 'Warning', failed: 'Error' } as const;
const IDS = { well: 1, attention: 2, failed: 3 } as const;

/**
 * In the language of Windows PowerShell 5.1, and nothing that Constrained Language Mode forbids. Whoever is no administrator
 * cannot register a source; until one has, `Application` is always there.
 */
export const EVENT_LOG_SCRIPT = `$ErrorActionPreference = 'Stop'
$source = 'Application'
if (Test-Path 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application\\${NAME}') { $source = '${NAME}' }
foreach ($line in $input) {
  $type, $id, $message = $line -split ' ', 3
  Write-EventLog -LogName Application -Source $source -EntryType $type -EventId ([int] $id) -Message $message
}`;

/** The lines of stdin that the script takes. */
export function windowsLines(events: readonly LogEvent[]): string {
  return events
    .map(({ level, document }) => `${TYPES[level]} ${IDS[level]} ${NAME} ${asciiJson(document)}\n`)
    .join('');
}

async function writeOnWindows(events: readonly LogEvent[], { env }: EventLogOptions): Promise<void> {
  const args = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', EVENT_LOG_SCRIPT];
  await runOrFail(windowsPowerShell(env), args, windowsLines(events), powerShellEnvironment(env));
}

const PRIORITIES = { well: 'user.info', attention: 'user.warning', failed: 'user.err' } as const;
const SOCKET = '/dev/log';

async function writeToSyslog(
  events: readonly LogEvent[],
  { platform, env, socket = SOCKET }: EventLogOptions,
): Promise<void> {
  const program = syslogLogger();
  if (program === undefined) throw failed(NO_LOGGER);
  // Linux' logger says nothing where nobody listens.
  if (platform === 'linux' && !existsSync(socket)) throw failed(noSocket(socket));
  const to = socket === SOCKET ? [] : ['--socket', socket];
  for (const level of ['failed', 'attention', 'well'] as const) {
    const lines = events.filter((each) => each.level === level);
    if (lines.length === 0) continue;
    const text = lines.map(({ document }) => `${asciiJson(document)}\n`).join('');
    await runOrFail(program, [...to, '-t', NAME, '-p', PRIORITIES[level]], text, env);
  }
}

async function runOrFail(
  program: string,
  args: readonly string[],
  stdin: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const result = await run(program, args, { stdin, env, timeoutMs: TIMEOUT_MS, dropsMore: true }).catch(
    (error: NodeJS.ErrnoException) => {
      throw failed(startFailure(error), error);
    },
  );
  const failure = endFailure(result, TIMEOUT_MS);
  if (failure) throw failed(failure, new Error(result.stderr.toString('utf8')));
}

function failed(detail: Text, cause?: unknown): CertToolError {
  return new CertToolError('event-log-failed', { params: { detail }, cause });
}

const NO_LOGGER = { ja: 'logger がありません', en: 'there is no logger' };

function noSocket(socket: string): Text {
  return { ja: `${socket} がありません`, en: `${socket} does not exist` };
}
