import { release } from 'node:os';
import type { StartLine } from '../../core/ports/scheduler.ts';
import { quoted } from '../../core/shell.ts';
import { windowsConhost } from '../../system/programs.ts';
import type { WindowsCommand } from './task-xml.ts';

/** Windows 10 1809 and Server 2019: from there on conhost knows `--headless`. */
const HEADLESS_SINCE = 17_763;

/**
 * Whether a console program can be started without a window. `conhost --headless`, the console host itself, is on every such
 * Windows and needs neither a script nor a script engine: Windows Script Host is often forbidden and on its way out, PowerShell
 * shows its window before it hides it, and a task that runs without a session has neither notifications nor the user's keys.
 * @param version of Windows, e.g. `10.0.19045`
 */
export function canBeHeadless(version = release()): boolean {
  const [major = 0, , build = 0] = version.split('.').map(Number);
  return major > 10 || (major === 10 && build >= HEADLESS_SINCE);
}

/** A program and its arguments as Task Scheduler starts them, without a window where that is possible. */
export function windowsCommand(
  { program, args }: StartLine,
  env: NodeJS.ProcessEnv,
  isHeadless = canBeHeadless(),
): WindowsCommand {
  const words = args.map((each) => quoted(each, 'cmd'));
  if (!isHeadless) return { command: program, args: words.join(' ') };
  return {
    command: windowsConhost(env),
    args: ['--headless', quoted(program, 'cmd'), ...words].join(' '),
  };
}
