import type { Text } from '../../core/text.ts';

export const openMessages = {
  'open.choose': { ja: 'どのログインIDでログインしますか', en: 'As whom to log in?' },
  'open.choice': { ja: '{name}({state}、有効期限 {expiry})', en: '{name} ({state}, expires {expiry})' },
  'open.opened': {
    ja: '{browser} でログイン画面を開きました: {url}',
    en: '{browser} opens the login page: {url}',
  },
  'open.certificate': {
    ja: 'ブラウザが証明書の選択を求めたら、次の証明書を選んでください。',
    en: 'When the browser asks for a certificate, choose this one:',
  },
  'open.own': {
    ja: 'このブラウザはログインID {loginId} 専用です。選んだ証明書は、そのウィンドウをすべて閉じるまで使われます。',
    en: 'This browser is for {loginId} alone. It keeps the certificate that is chosen until all its windows are closed.',
  },
  'open.policy': {
    ja: 'ブラウザが質問せずに別の利用者の証明書を使う場合は、管理者が「cert-tool browser-policy --several-users --install」で質問するように設定できます。',
    en: 'If it takes another user\'s certificate without asking, an administrator has it ask: "cert-tool browser-policy --several-users --install".',
  },
  'open.practice-page': {
    ja: 'デモ環境の画面は公開の認証局のものではないため、ブラウザが警告します。「詳細設定」から進んでください。',
    en: 'The practice bank\'s page is of no public CA, so the browser warns of it: go on by "Advanced".',
  },
  'open.folder-goes': {
    ja: 'ログインID {loginIds} 専用のブラウザのデータも削除されます。',
    en: 'What the browser that is for {loginIds} alone keeps goes, too.',
  },
  'open.folder-removed': {
    ja: 'ログインID {loginId} 専用のブラウザのデータも削除しました。',
    en: 'What the browser that is for {loginId} alone kept is gone, too.',
  },
  'open.folder-in-use': {
    ja: 'ログインID {loginId} 専用のブラウザが開いているため、そのデータは残っています。ブラウザを閉じてから、フォルダ {folder} を削除してください。',
    en: 'The browser that is for {loginId} alone is open, so what it keeps stays. Close it, and delete the folder {folder}.',
  },
  'open.not-yet-valid': {
    ja: 'ログインID {loginId} の証明書はまだ有効期間前のため、ブラウザに表示されません。この PC の日付と時刻を確認してください。',
    en: 'The certificate of {loginId} is not valid yet, so no browser offers it. Check the date and time of this PC.',
  },
  'open.no-browser-store': {
    ja: '証明書は file ストアにあり、ブラウザは使用できません。ブラウザで使うには、--store を付けずに(Linux では --store nss で)取得した証明書が必要です。',
    en: 'The certificate is in the file store, which no browser reads. Browsers need one that was issued without --store, on Linux with --store nss.',
  },
} as const satisfies Record<string, Text>;
