import type { Text } from '../../core/text.ts';

export const renewMessages = {
  'renew.choose': { ja: '更新する証明書', en: 'Certificate to renew' },
  'renew.choice': {
    ja: '{loginId}({state}、{validity})',
    en: '{loginId} ({state}, {validity})',
  },
  'renew.until': {
    ja: '{expiry}まで、残り {days} 日',
    en: 'until {expiry}, days left: {days}',
  },
  'renew.of': { ja: 'ログインID {loginId} の証明書更新', en: 'Renewing the certificate of {loginId}' },
  'renew.none-due': {
    ja: '更新時期を迎えた証明書はありません。必要な操作はありません。',
    en: 'No certificate is due to be renewed. There is nothing to do.',
  },
} as const satisfies Record<string, Text>;
