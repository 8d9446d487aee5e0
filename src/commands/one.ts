import type { Text } from '../core/text.ts';
import { bankCheck } from './bank-check/spec.ts';
import { browserPolicy } from './browser-policy/spec.ts';
import { completion } from './completion/spec.ts';
import { configCommands } from './config/spec.ts';
import { doctor } from './doctor/spec.ts';
import { explain } from './explain/spec.ts';
import { issue } from './issue/spec.ts';
import { list } from './list/spec.ts';
import { log } from './log/spec.ts';
import { open } from './open/spec.ts';
import { remindCommands } from './remind/spec.ts';
import { remove } from './remove/spec.ts';
import { renew } from './renew/spec.ts';
import { report } from './report/spec.ts';
import { retire } from './retire/spec.ts';
import { revoke } from './revoke/spec.ts';
import { sandboxCommands } from './sandbox/spec.ts';
import { shortcut } from './shortcut/spec.ts';
import type { CommandSpec } from './spec.ts';
import { uninstall } from './uninstall/spec.ts';

/** By the first word, in the order in which help and docs show them. A run needs the commands of one word. */
const BY_FIRST_WORD: Readonly<Record<string, () => readonly CommandSpec[]>> = {
  issue: () => [issue],
  renew: () => [renew],
  list: () => [list],
  revoke: () => [revoke],
  remove: () => [remove],
  open: () => [open],
  retire: () => [retire],
  report: () => [report],
  remind: () => remindCommands,
  'browser-policy': () => [browserPolicy],
  doctor: () => [doctor],
  explain: () => [explain],
  log: () => [log],
  config: () => configCommands,
  shortcut: () => [shortcut],
  uninstall: () => [uninstall],
  completion: () => [completion],
  'bank-check': () => [bankCheck],
  sandbox: () => sandboxCommands,
};

/** Every command, in the order in which help and docs show them. */
export function allCommands(): readonly CommandSpec[] {
  return Object.keys(BY_FIRST_WORD).flatMap(commandsNamed);
}

/** The commands that begin with a word; none where nothing begins so. */
export function commandsNamed(word: string): readonly CommandSpec[] {
  return Object.hasOwn(BY_FIRST_WORD, word) ? (BY_FIRST_WORD[word]?.() ?? []) : [];
}

/** What commands of several words have in common, by the words before the last one. */
export const GROUPS: Readonly<Record<string, Text>> = {
  config: { ja: '設定', en: 'the settings' },
  remind: { ja: '毎日の確認と通知', en: 'the daily check and its notification' },
  sandbox: { ja: 'デモ環境', en: 'the practice bank' },
  'sandbox users': { ja: 'デモ環境の利用者', en: 'its users' },
};
