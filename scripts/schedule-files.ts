import type { DailyTask } from '../src/core/ports/scheduler.ts';
import { serviceText, timerText } from '../src/desktop/scheduler/systemd-units.ts';
import { taskXml, USERS_GROUP } from '../src/desktop/scheduler/task-xml.ts';
import { windowsCommand } from '../src/desktop/scheduler/windows-command.ts';

const WORDS = ['remind', 'run', '--scheduled', '--no-input'];
const WINDOWS = 'C:\\Program Files\\cert-tool\\cert-tool.exe';
const LINUX = '/usr/bin/cert-tool';

/** The daily check as administrators deploy it for all users of a PC: what integrations/schedule holds, by name. */
export function scheduleFiles(): Map<string, Buffer> {
  const line = { program: WINDOWS, args: WORDS, variables: {} };
  const command = windowsCommand(line, { SystemRoot: 'C:\\Windows' }, true);
  const task: DailyTask = { line: { ...line, program: LINUX }, language: 'en' };
  return new Map([
    // As schtasks.exe reads it, whatever the language of Windows is.
    [
      'cert-tool-remind.xml',
      Buffer.from(`\ufeff${taskXml({ group: USERS_GROUP }, command, 'en')}`, 'utf16le'),
    ],
    ['cert-tool-remind.service', Buffer.from(serviceText(task))],
    ['cert-tool-remind.timer', Buffer.from(timerText(task))],
  ]);
}
