import type { Text } from '../../core/text.ts';

export const browserPolicyMessages = {
  'browser-policy.installed': {
    ja: 'ブラウザのポリシーを設定しました: {place}',
    en: "The browser's policy is set: {place}",
  },
  'browser-policy.see': {
    ja: 'ブラウザをいったんすべて閉じてください。設定は chrome://policy(Edge では edge://policy)で確認できます。',
    en: 'Close the browser completely once. chrome://policy, in Edge edge://policy, shows what holds.',
  },
} as const satisfies Record<string, Text>;
