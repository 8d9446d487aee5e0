import type { Text } from '../../core/text.ts';

/** What is being done, whatever command does it. */
export const stepMessages = {
  'step.practice-bank': { ja: 'デモ環境を準備しています', en: 'Preparing the practice bank' },
  'step.for-want-of-key': {
    ja: 'このストアは秘密キーを取り出せないため、更新する証明書ではなくパスワードで要求します。',
    en: 'This store gives no key away: the password is sent in place of the certificate that is renewed.',
  },
  'step.connect': { ja: '銀行に接続しています', en: 'Connecting to the bank' },
  'step.proxy': {
    ja: 'プロキシ {proxy} を経由して銀行に接続します({place})',
    en: 'The bank is reached through the proxy {proxy} ({place})',
  },
  'step.proxy-variable': {
    ja: '注意: 環境変数 {variable} のプロキシを cert-tool は使用しません。このプロキシが必要な場合は HTTPS_PROXY または --proxy で指定してください。',
    en: 'Warning: cert-tool does not use the proxy of the variable {variable}. Where the bank cannot be reached without it, name it in HTTPS_PROXY or with --proxy.',
  },
  'step.proxy-script': {
    ja: '注意: Windows の設定にプロキシの自動構成スクリプト {script} があります。cert-tool はこれを実行しません。銀行に接続できない場合は --proxy でプロキシを指定してください。',
    en: 'Warning: Windows is set to a script that chooses a proxy, {script}, which cert-tool does not run. Name the proxy with --proxy where the bank cannot be reached without it.',
  },
  'step.check-here': {
    ja: 'この PC の証明書を確認しています',
    en: 'Checking the certificates of this PC',
  },
  'step.login': { ja: 'ログインしています', en: 'Logging in' },
  'step.otp': { ja: 'ワンタイムパスワードを確認しています', en: 'Checking the one-time password' },
  'step.proof': {
    ja: 'この PC の証明書で本人確認をしています',
    en: 'Proving that this is the PC of the certificate',
  },
  'step.state': { ja: '証明書の状態を確認しています', en: 'Asking for the state of the certificate' },
  'step.key': { ja: '秘密キーを作成しています', en: 'Making the private key' },
  'step.request': { ja: '証明書を取得しています', en: 'Getting the certificate' },
  'step.install': { ja: '証明書を取り込んでいます', en: 'Installing the certificate' },
  'step.confirm': { ja: '銀行に取り込みの完了を知らせています', en: 'Confirming to the bank' },
  'step.tell': {
    ja: '取り込みの後のプログラムを実行しています',
    en: 'Running the program for after the installation',
  },
  'step.finishing': {
    ja: '発行の要求は送信済みです。最後まで処理を続けます。すぐに終了するには、もう一度 Ctrl-C を押してください。',
    en: 'The request has been sent already; finishing it first. Press Ctrl-C again to end at once.',
  },
  'step.finishing-program': {
    ja: '証明書は取り込み済みです。その後のプログラムの終了を待ちます。すぐに終了するには、もう一度 Ctrl-C を押してください。',
    en: 'The certificate is installed; waiting for the program for afterwards to end. Press Ctrl-C again to end at once.',
  },
  'step.no-version': {
    ja: '銀行の答えにある cert-tool のバージョン「{text}」は読み取れないため、無視します。',
    en: 'What the bank names as a version of cert-tool is none and not heeded: "{text}"',
  },
} as const satisfies Record<string, Text>;
