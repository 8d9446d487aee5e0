import type { Note } from '../core/ports/notification.ts';
import { asciiJson, type Text } from '../core/text.ts';
import { xmlText } from '../core/xml.ts';
import { type RunResult, run } from '../system/processes.ts';
import { endFailure, startFailure } from '../system/program-failure.ts';
import { powerShellEnvironment, programOfSystem, windowsPowerShell } from '../system/programs.ts';

export interface NotificationPlace {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

const TIMEOUT_MS = 20_000;
const APP = 'cert-tool';

/**
 * Shows a notification: a toast on Windows, notify-send on Linux, Notification Center on macOS. Never throws, but the signal's
 * reason: where there is no desktop, somebody is told in another way.
 * @returns why it was not shown
 */
export async function notify(note: Note, place: NotificationPlace): Promise<Text | undefined> {
  const { env, signal } = place;
  const command = commandFor(note, place);
  if (!command) return NO_PROGRAM;
  const { program, args, stdin } = command;
  const ended = await run(program, args, {
    env: place.platform === 'win32' ? powerShellEnvironment(env) : env,
    ...{ signal, stdin, timeoutMs: TIMEOUT_MS, dropsMore: true },
  }).catch((error: NodeJS.ErrnoException) => {
    signal.throwIfAborted();
    return startFailure(error);
  });
  return 'ended' in ended ? failureOf(program, ended) : named(program, ended);
}

interface NotificationCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly stdin: string;
}

function commandFor(
  { title, body }: Note,
  { platform, env }: NotificationPlace,
): NotificationCommand | undefined {
  if (platform === 'win32') {
    const args = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', TOAST_SCRIPT];
    return {
      program: windowsPowerShell(env),
      args,
      stdin: `${asciiJson({ xml: toastXml({ title, body }) })}\n`,
    };
  }
  if (platform === 'darwin') {
    const script = SCRIPT_LINES.flatMap((line) => ['-e', line]);
    return { program: '/usr/bin/osascript', args: [...script, title, body], stdin: '' };
  }
  const program = programOfSystem('notify-send');
  if (program === undefined) return undefined;
  // The body may hold markup, so what is none must not look like it (Desktop Notifications Specification, Markup).
  const words = [`--app-name=${APP}`, '--urgency=normal', '--', title, xmlText(body)];
  return { program, args: words, stdin: '' };
}

const SCRIPT_LINES = [
  'on run argv',
  'display notification (item 2 of argv) with title (item 1 of argv)',
  'end run',
];

/** In the schema of toasts: the first text is the title. */
export function toastXml({ title, body }: Note): string {
  const texts = [title, ...body.split('\n')].map((text) => `<text>${xmlText(text)}</text>`).join('');
  return `<toast><visual><binding template="ToastGeneric">${texts}</binding></visual></toast>`;
}

/**
 * In the language of Windows PowerShell 5.1, which alone knows the types of the Windows Runtime. Toasts need a registered
 * program: PowerShell itself is one on every Windows.
 */
export const TOAST_SCRIPT = `$ErrorActionPreference = 'Stop'
foreach ($line in $input) {
  $null = [Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime]
  $null = [Windows.Data.Xml.Dom.XmlDocument, Windows.Data.Xml.Dom, ContentType = WindowsRuntime]
  $document = New-Object Windows.Data.Xml.Dom.XmlDocument
  $document.LoadXml((ConvertFrom-Json $line).xml)
  $toast = New-Object Windows.UI.Notifications.ToastNotification $document
  $program = '{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\\WindowsPowerShell\\v1.0\\powershell.exe'
  [Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier($program).Show($toast)
}`;

function failureOf(program: string, result: RunResult): Text | undefined {
  const failure = endFailure(result, TIMEOUT_MS);
  if (!failure) return undefined;
  // On Windows it is in some code page.
  const said = process.platform === 'win32' ? '' : result.stderr.toString('utf8').trim().split('\n')[0];
  return named(said ? `${program} (${said})` : program, failure);
}

function named(program: string, { ja, en }: Text): Text {
  return { ja: `${program}: ${ja}`, en: `${program}: ${en}` };
}

const NO_PROGRAM: Text = {
  ja: 'notify-send がありません。',
  en: 'there is no notify-send.',
};
