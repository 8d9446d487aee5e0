import type { Text } from '../../core/text.ts';

export const browserPolicyMessages = {
  'browser-policy.installed': {
    ja: 'ブラウザのポリシーを設定しました: {place}',
    en: "The browser's policy is set: {place}",
  },
  'browser-policy.removed': {
    ja: 'ブラウザのポリシーから削除しました: {place}',
    en: "Taken out of the browser's policy: {place}",
  },
  'browser-policy.none': {
    ja: 'このログイン画面について cert-tool が設定したポリシーはありません: {place}',
    en: 'There is nothing that cert-tool set for this login page: {place}',
  },
  'browser-policy.unasked': {
    ja: '銀行の現在の認証局を確認できなかったため、この PC に記録されている認証局を使用します。',
    en: "The bank's present CA could not be asked for; those that this PC knows are used.",
  },
  'browser-policy.see': {
    ja: 'ブラウザをいったんすべて閉じてください。設定は chrome://policy(Edge では edge://policy)で確認できます。',
    en: 'Close the browser completely once. chrome://policy, in Edge edge://policy, shows what holds.',
  },
} as const satisfies Record<string, Text>;
