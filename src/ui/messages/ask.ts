import type { Text } from '../../core/text.ts';

/** Questions for login ID and secrets, whatever command asks them. */
export const askMessages = {
  'ask.login-id': { ja: 'ログインID', en: 'Login ID' },
  'ask.password': { ja: 'ログインパスワード', en: 'Login password' },
  'ask.otp': { ja: 'ワンタイムパスワード({digits} 桁)', en: 'One-time password ({digits} digits)' },
  'ask.otp.invalid': {
    ja: '{digits} 桁の数字を入力してください。',
    en: 'Type {digits} digits.',
  },
  'ask.otp-email': {
    ja: 'メールで届いたワンタイムパスワード({digits} 桁)',
    en: 'One-time password from the e-mail ({digits} digits)',
  },
  'ask.otp-resend': { ja: '空のまま Enter キーで再送', en: 'Enter alone for a new e-mail' },
  'ask.otp-resent': {
    ja: '新しいワンタイムパスワードがメールで送信されました。前のものは使用できません。',
    en: 'A new one-time password is on its way by e-mail; the earlier one is void.',
  },
  'ask.login-id.invalid': {
    ja: 'ログインIDは空白と「/」のない 1〜64 文字で入力してください。',
    en: 'A login ID has 1 to 64 characters, no blanks and no "/".',
  },
  'ask.unusable': { ja: '使用できません: {detail}', en: 'This cannot be used: {detail}' },
  'ask.full-width': {
    ja: '全角文字が含まれています。日本語入力をオフにして、もう一度入力してください。次は入力したとおりに送ります。',
    en: 'There are full-width characters in it: switch the input method off and type it once more. What you type then is sent as it is.',
  },
  'ask.proxy-user': { ja: 'プロキシ {proxy} のユーザ名', en: 'User name at the proxy {proxy}' },
  'ask.proxy-user-again': {
    ja: 'プロキシ {proxy} を通過できませんでした。ユーザ名をもう一度入力してください',
    en: 'The proxy {proxy} did not take that. User name there',
  },
  'ask.proxy-user.invalid': {
    ja: '「:」のないユーザ名を入力してください。',
    en: 'Type a user name without ":".',
  },
  'ask.proxy-password': {
    ja: 'プロキシ {proxy} のパスワード({userName})',
    en: 'Password of {userName} at the proxy {proxy}',
  },
  'ask.login-id.remembered': {
    ja: 'この PC で使用したログインID: {loginIds}',
    en: 'Login IDs used on this PC: {loginIds}',
  },
  'ask.login-id.other': { ja: '別のログインIDを入力する', en: 'Type another login ID' },
  'ask.login-id.put-right': {
    ja: '次のように読み替えました(全角文字、前後の空白): {loginId}',
    en: 'Put right (full width, blanks around it): {loginId}',
  },
  'ask.demo-default': { ja: 'Enter キーでデモ環境の値', en: "Enter for the practice bank's" },
  'ask.demo-user': {
    ja: 'デモ環境の利用者 {loginId} として実行します。',
    en: 'Running as the demo user {loginId} of the practice bank.',
  },
  'ask.own-login-id': {
    ja: 'あなたのログインID(管理者ユーザまたはマスターユーザ)',
    en: 'Your own login ID (administrator or master user)',
  },
  'ask.confirmation': { ja: '確認用パスワード', en: 'Confirmation password' },
  'ask.cancel': { ja: '中止する', en: 'Cancel' },
  'ask.empty': { ja: '入力してください。', en: 'Type a value.' },
  'ask.choose-many-keys': {
    ja: '↑↓ 移動 • Space 選択/解除 • Enter 決定',
    en: '↑↓ move • Space choose or not • Enter done',
  },
  'ask.choose-keys': { ja: '↑↓ 選択 • Enter 決定', en: '↑↓ move • Enter choose' },
  'ask.choose-one-at-least': {
    ja: 'Space キーで 1 つ以上選択してから、Enter キーを押してください。',
    en: 'Press Space to choose at least one, then Enter.',
  },
  'ask.yes-no': { ja: 'はい/いいえ', en: 'yes/no' },
  'ask.yes-or-no': { ja: '「はい」か「いいえ」を入力してください。', en: 'Type yes or no.' },
  'ask.plain.one': { ja: '番号(1〜{count})', en: 'Number (1-{count})' },
  'ask.plain.many': {
    ja: '番号(1〜{count}、複数の場合は空白で区切る)',
    en: 'Numbers (1-{count}, with blanks between several)',
  },
  'ask.replace-file': {
    ja: '{file} はすでにあります。置き換えますか',
    en: '{file} is there already. Replace it',
  },
  'ask.plain.number': {
    ja: '1〜{count} の番号を入力してください。',
    en: 'Type a number from 1 to {count}.',
  },
} as const satisfies Record<string, Text>;
