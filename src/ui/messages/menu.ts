import type { Text } from '../../core/text.ts';

export const menuMessages = {
  'menu.title': { ja: '操作を選択してください', en: 'What do you want to do?' },
  'menu.issue': { ja: '証明書発行', en: 'Issue: get a certificate' },
  'menu.renew': { ja: '証明書更新', en: 'Renew: replace one that expires soon' },
  'menu.list': { ja: '証明書一覧', en: 'List: the certificates on this PC' },
  'menu.revoke': { ja: '証明書失効', en: "Revoke: a user's certificate (administrators)" },
  'menu.language': { ja: 'English / 日本語', en: '日本語 / English' },
  'menu.end': { ja: '終了', en: 'End' },
} as const satisfies Record<string, Text>;
