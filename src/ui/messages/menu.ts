import type { Text } from '../../core/text.ts';

export const menuMessages = {
  'menu.title': { ja: '操作を選択してください', en: 'What do you want to do?' },
  'menu.language': { ja: 'English / 日本語', en: '日本語 / English' },
  'menu.end': { ja: '終了', en: 'End' },
} as const satisfies Record<string, Text>;
