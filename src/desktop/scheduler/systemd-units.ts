import { DAILY_JITTER_MINUTES, DAILY_LONGEST_MINUTES, dailyStartText } from '../../core/daily.ts';
import type { DailyTask } from '../../core/ports/scheduler.ts';
import type { Text } from '../../core/text.ts';

/** What the scheduler's tools call the task. */
export const DESCRIPTION: Text = {
  ja: 'クライアント証明書の有効期限の確認(cert-tool)',
  en: 'Check when client certificates expire (cert-tool)',
};

/** Starts programs whose path has a quotation mark, which systemd takes in arguments alone. */
const ENV = '/usr/bin/env';

/** The service (systemd.service(5)), which the timer of the same name starts. */
export function serviceText({ line, language }: DailyTask): string {
  const { program, args, variables } = line;
  const set = Object.entries(variables).map(
    ([name, value]) => `Environment=${word(withPercents(`${name}=${value}`))}`,
  );
  const [first, others] = /["'\\]/.test(program) ? [ENV, [program, ...args]] : [program, args];
  const words = [word(withPercents(first)), ...others.map((each) => word(withDollars(withPercents(each))))];
  return [
    '[Unit]',
    `Description=${DESCRIPTION[language]}`,
    '',
    '[Service]',
    'Type=oneshot',
    ...set,
    `ExecStart=${words.join(' ')}`,
    `TimeoutStartSec=${DAILY_LONGEST_MINUTES}min`,
    '',
  ].join('\n');
}

/** The timer (systemd.timer(5)): daily, at some moment of an hour, and afterwards where the PC was off then. */
export function timerText({ language }: Pick<DailyTask, 'language'>): string {
  return [
    '[Unit]',
    `Description=${DESCRIPTION[language]}`,
    '',
    '[Timer]',
    `OnCalendar=*-*-* ${dailyStartText()}:00`,
    `RandomizedDelaySec=${DAILY_JITTER_MINUTES}min`,
    'Persistent=true',
    '',
    '[Install]',
    'WantedBy=timers.target',
    '',
  ].join('\n');
}

/** Specifiers (systemd.unit(5)). */
function withPercents(text: string): string {
  return text.replaceAll('%', '%%');
}

/** Variables, which are replaced in arguments alone, not in the program's path (systemd.service(5), COMMAND LINES). */
function withDollars(text: string): string {
  return text.replaceAll('$', '$$$$');
}

/** In quotes where it needs them (systemd.syntax(7), QUOTING). */
function word(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
