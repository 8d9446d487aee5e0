import type { Text } from '../../core/text.ts';

export const browserMessages = {
  'browsers.open': {
    ja: '{browsers} が開いています。ログインID {loginId} で銀行のページを使用中の場合、続けるとそのログインは終了します。',
    en: 'Open: {browsers}. If it is logged in at the bank as {loginId}, going on ends that session.',
  },
  'browsers.ask': { ja: '続けますか', en: 'Go on?' },
  'browsers.close': {
    ja: '{browsers} が開いています。ウィンドウをいったんすべて閉じてください。ブラウザが新しい証明書を認識します。',
    en: 'Open: {browsers}. Now close all its windows once, so that the browser sees the new certificate.',
  },
  'browsers.background': { ja: '{browser}(バックグラウンド)', en: '{browser} (in the background)' },
  'browsers.edge': {
    ja: 'Edge はウィンドウをすべて閉じても、バックグラウンドで動作を続けることがあります。新しい証明書が選択画面に表示されない場合は、PC を再起動してください。',
    en: 'Edge may go on in the background after its windows are closed. If it does not offer the new certificate, restart the PC.',
  },
  'browsers.close-all': {
    ja: 'Edge と Chrome のウィンドウをいったんすべて閉じてください。ブラウザが新しい証明書を認識します。',
    en: 'Now close every Edge and Chrome window once, so that the browser sees the new certificate.',
  },
} as const satisfies Record<string, Text>;
