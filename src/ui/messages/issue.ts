import type { Text } from '../../core/text.ts';

export const issueMessages = {
  'issue.ask.login-id': { ja: 'ログインID', en: 'Login ID' },
  'issue.ask.password': { ja: 'ログインパスワード', en: 'Login password' },
  'issue.ask.otp': { ja: 'ワンタイムパスワード({digits} 桁)', en: 'One-time password ({digits} digits)' },
  'issue.ask.otp.invalid': {
    ja: '{digits} 桁の数字を入力してください。',
    en: 'Type {digits} digits.',
  },
  'issue.ask.otp-email': {
    ja: 'メールで届いたワンタイムパスワード({digits} 桁)',
    en: 'One-time password from the e-mail ({digits} digits)',
  },
  'issue.ask.otp-resend': { ja: '空のまま Enter キーで再送', en: 'Enter alone for a new e-mail' },
  'issue.otp-resent': {
    ja: '新しいワンタイムパスワードがメールで送信されました。前のものは使用できません。',
    en: 'A new one-time password is on its way by e-mail; the earlier one is void.',
  },
  'issue.ask.login-id.invalid': {
    ja: 'ログインIDは空白と「/」のない 1〜64 文字で入力してください。',
    en: 'A login ID has 1 to 64 characters, no blanks and no "/".',
  },
  'issue.ask.unusable': { ja: '使用できません: {detail}', en: 'This cannot be used: {detail}' },
  'issue.ask.full-width': {
    ja: '全角文字が含まれています。日本語入力をオフにして、もう一度入力してください。次は入力したとおりに送ります。',
    en: 'There are full-width characters in it: switch the input method off and type it once more. What you type then is sent as it is.',
  },
  'login-id.normalized': {
    ja: '次のように読み替えました(全角文字、前後の空白): {loginId}',
    en: 'Put right (full width, blanks around it): {loginId}',
  },
  'issue.ask.demo-default': { ja: 'Enter キーでデモ環境の値', en: "Enter for the practice bank's" },
  'issue.demo-user': {
    ja: 'デモ環境の利用者 {loginId} として実行します。',
    en: 'Running as the demo user {loginId} of the practice bank.',
  },
  'issue.step.practice-bank': { ja: 'デモ環境を準備しています', en: 'Preparing the practice bank' },
  'issue.step.connect': { ja: '銀行に接続しています', en: 'Connecting to the bank' },
  'issue.step.check-here': {
    ja: 'この PC の証明書を確認しています',
    en: 'Checking the certificates of this PC',
  },
  'issue.step.login': { ja: 'ログインしています', en: 'Logging in' },
  'issue.step.otp': { ja: 'ワンタイムパスワードを確認しています', en: 'Checking the one-time password' },
  'issue.step.proof': {
    ja: 'この PC の証明書で本人確認をしています',
    en: 'Proving that this is the PC of the certificate',
  },
  'issue.step.state': { ja: '証明書の状態を確認しています', en: 'Asking for the state of the certificate' },
  'issue.step.key': { ja: '秘密キーを作成しています', en: 'Making the private key' },
  'issue.step.request': { ja: '証明書を取得しています', en: 'Getting the certificate' },
  'issue.step.install': { ja: '証明書を取り込んでいます', en: 'Installing the certificate' },
  'issue.step.confirm': { ja: '銀行に取り込みの完了を知らせています', en: 'Confirming to the bank' },
  'issue.finishing': {
    ja: '発行の要求は送信済みです。最後まで処理を続けます。',
    en: 'The request has been sent already; finishing it first.',
  },
  'issue.done': { ja: '証明書を取得しました。', en: 'The certificate is issued and installed.' },
  'issue.resumed': { ja: '前回の途中から再開しました。', en: 'An earlier, unfinished run was completed.' },
  'issue.dry-run': {
    ja: 'リハーサルが完了しました。証明書は要求していません。',
    en: 'The rehearsal went well. No certificate was requested.',
  },
  'issue.already-valid': {
    ja: 'ログインID {loginId} の証明書は取得済みです。必要な操作はありません。',
    en: 'The certificate of {loginId} is here already. There is nothing to do.',
  },
  'issue.renew-from': {
    ja: '証明書更新は {date} からできます。',
    en: 'It can be renewed from {date}.',
  },
  'issue.renew-due': {
    ja: '証明書更新の時期です(残り {days} 日)。',
    en: 'It is due to be renewed; days left: {days}.',
  },
  'issue.close-browsers': {
    ja: 'Edge と Chrome のウィンドウをいったんすべて閉じてください。ブラウザが新しい証明書を認識します。',
    en: 'Now close every Edge and Chrome window once, so that the browser sees the new certificate.',
  },
  'issue.field.organization': { ja: 'O(組織)', en: 'O (organization)' },
  'issue.field.organizational-unit': { ja: 'OU(部門)', en: 'OU (unit)' },
  'issue.field.common-name': { ja: 'CN(名前)', en: 'CN (name)' },
  'issue.field.serial-number': { ja: '証明書シリアル番号', en: 'Serial number' },
  'issue.field.expiry': { ja: '証明書有効期限', en: 'Expiry' },
  'issue.field.days-left': { ja: '残り日数', en: 'Days left' },
  'issue.field.location': { ja: '保存先', en: 'Kept in' },
  'issue.days': { ja: '{days} 日', en: '{days}' },
  'issue.notice': { ja: '銀行からのお知らせ: {message}', en: 'From the bank: {message}' },
  'issue.warning': { ja: '注意 {code}: {message}', en: 'Warning {code}: {message}' },
} as const satisfies Record<string, Text>;
