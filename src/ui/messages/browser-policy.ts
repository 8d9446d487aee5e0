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
  'browser-policy.none-firefox': {
    ja: 'Firefox が証明書を自動で選択する設定はありません: {place}',
    en: 'Firefox is not told there to choose a certificate by itself: {place}',
  },
  'browser-policy.firefox': {
    ja: 'Firefox は、証明書を求めるすべてのサイトに、最初に取り込まれた証明書を確認なしで提示します。複数の利用者の証明書があるプロファイルでは使用しないでください。',
    en: 'Firefox then presents the certificate that was installed first to every site that asks for one. Not for a profile with the certificates of several users.',
  },
  'browser-policy.see-firefox': {
    ja: 'Firefox をいったんすべて閉じてください。設定は about:policies で確認できます。',
    en: 'Close Firefox completely once. about:policies shows what holds.',
  },
  'browser-policy.see': {
    ja: 'ブラウザをいったんすべて閉じてください。設定は chrome://policy(Edge では edge://policy)で確認できます。',
    en: 'Close the browser completely once. chrome://policy, in Edge edge://policy, shows what holds.',
  },
} as const satisfies Record<string, Text>;
