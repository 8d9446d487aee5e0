import type { Text } from '../../core/text.ts';

export const configMessages = {
  'config.overridden': {
    ja: '注意: {place} は使用されません。PC 全体の設定ファイル {file} が「{setting}」を固定(locked)しています。',
    en: 'Warning: {place} is not used, because the config file of this PC, {file}, locks "{setting}".',
  },
  'config.own-locked': {
    ja: '注意: {file} の「locked」には効果がありません。設定を固定できるのは、PC 全体の設定ファイル {machine} だけです。',
    en: 'Warning: "locked" in {file} does nothing. Only the config file of this PC, {machine}, can lock settings.',
  },
  'config.option-locked': {
    ja: '注意: {option} は使用されません。PC 全体の設定ファイルが「{setting}」を固定(locked)しています。',
    en: 'Warning: {option} is not used, because the config file of this PC locks "{setting}".',
  },
} as const satisfies Record<string, Text>;
