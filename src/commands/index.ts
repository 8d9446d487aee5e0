import type { Text } from '../core/text.ts';
import { BY_FIRST_WORD, commandsNamed } from './one.ts';
import type { CommandSpec } from './spec.ts';

/** Every command, in the order in which help and docs show them. */
export const COMMANDS: readonly CommandSpec[] = Object.keys(BY_FIRST_WORD).flatMap(commandsNamed);

/** What commands of several words have in common, by the words before the last one. */
export const GROUPS: Readonly<Record<string, Text>> = {
  config: { ja: '設定', en: 'the settings' },
  remind: { ja: '毎日の確認と通知', en: 'the daily check and its notification' },
  sandbox: { ja: 'デモ環境', en: 'the practice bank' },
  'sandbox users': { ja: 'デモ環境の利用者', en: 'its users' },
};
