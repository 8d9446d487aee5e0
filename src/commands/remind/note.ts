import { commandLine } from '../../core/hints.ts';
import type { Note } from '../../core/ports/notification.ts';
import type { Deps } from '../deps.ts';
import type { Checked } from '../session/check/found.ts';
import { reasonRows } from '../session/check/reasons.ts';
import type { Verdict } from '../session/check/verdict.ts';
import { completingCommand } from '../show/completing-command.ts';

/** What a person is told, and the command that they are to run. */
export interface DueNote extends Note {
  readonly command: string;
}

/** What is to be seen to, for the desktop: the first thing, how many more there are, and the command. */
export function dueNote(deps: Deps, checked: Checked, { attention }: Verdict): DueNote {
  const { ui } = deps;
  const rows = reasonRows(deps, { ...checked, attention });
  const [[name, words] = ['-', '']] = rows;
  const first = `${name}: ${words}`;
  const more = rows.length - 1;
  const what = more > 0 ? ui.text('remind.and-more', { first, more }) : first;
  const command = commandFor(deps, checked, attention);
  const isRenewal = renewals(checked, attention).length === rows.length;
  return {
    title: ui.text(isRenewal ? 'remind.renew' : 'remind.attention'),
    body: `${what}\n${ui.text('remind.command', { command })}`,
    command,
  };
}

type AttentionOf = Verdict['attention'];

/** Login IDs of those that can be renewed and are otherwise well. */
function renewals({ shown }: Checked, attention: AttentionOf): string[] {
  return shown
    .filter((each) => attention(each).join() === 'expires-soon')
    .flatMap(({ subject }) => subject?.loginId ?? []);
}

/** One command for all that there is; where there is none, the list that says of each what to do. */
function commandFor(deps: Deps, checked: Checked, attention: AttentionOf): string {
  const { hints } = deps;
  const { shown, entries, unreadable, damaged, banks } = checked;
  const concerned = shown.filter((each) => attention(each).length > 0);
  const others = entries.length + unreadable.length + damaged.length;
  const [entry] = entries;
  if (entry && others === 1 && concerned.length === 0) return completingCommand(deps, entry, banks.set);
  const due = renewals(checked, attention);
  const [only] = concerned;
  if (others === 0 && due.length === concerned.length) {
    return commandLine(hints, ['renew', ...(due.length === 1 ? due : ['--all'])]);
  }
  if (others === 0 && concerned.length === 1 && only?.subject && attention(only).join() === 'expired') {
    return commandLine(hints, ['issue', only.subject.loginId]);
  }
  return commandLine(hints, ['list', '--check']);
}
