import type { Text } from '../../core/text.ts';

/** Of the hand-over sheet that `retire` makes. */
export const sheetMessages = {
  'sheet.title': { ja: 'PC 入れ替えの引き継ぎ票', en: 'Hand-over sheet for a change of PC' },
  'sheet.made': { ja: '作成: {when}', en: 'Made: {when}' },
  'sheet.intro': {
    ja: '新しい PC で、利用者ごとに証明書を取得し直すための票です。パスワードは記載していません。ログインIDは銀行でも調べられないことがあるため、大切に保管してください。',
    en: 'With it every user gets a new certificate on the new PC. No password is on it. Keep it well: a bank may be unable to look up a forgotten login ID.',
  },
  'sheet.bank': { ja: '{name}', en: '{name}' },
  'sheet.practice-bank': { ja: '{name}(デモ環境)', en: '{name} (practice bank)' },
  'sheet.value': { ja: '{value}', en: '{value}' },
  'sheet.support': { ja: '銀行のお問い合わせ先', en: "The bank's support" },
  'sheet.support.value': { ja: '{name} 電話 {phone}', en: '{name}, phone {phone}' },
  'sheet.hours': { ja: '受付時間', en: 'Hours' },
  'sheet.login-page': { ja: '銀行のログイン画面', en: "The bank's login page" },
  'sheet.address': { ja: '銀行 API のアドレス', en: 'Address of the bank API' },
  'sheet.who': { ja: '失効できる人', en: 'Who can revoke it' },
  'sheet.revoker-runs': {
    ja: '失効する人が、自分の証明書がある PC で実行',
    en: 'They run, at the PC that holds their own certificate',
  },
  'sheet.run': { ja: '新しい PC で実行', en: 'To run on the new PC' },
  'sheet.run.after-mail': {
    ja: '銀行から失効完了のメールが届いたあと、新しい PC で実行',
    en: "To run on the new PC, after the bank's mail that the revocation is complete",
  },
  'sheet.run.after-revocation': {
    ja: '失効したあと、新しい PC で実行',
    en: 'To run on the new PC, once it is revoked',
  },
  'sheet.run.unless-there': {
    ja: '新しい PC にまだ証明書がない場合に、新しい PC で実行',
    en: 'To run on the new PC, unless the certificate is there already',
  },
  'sheet.run.if-needed': {
    ja: '必要な場合に、新しい PC で実行',
    en: 'To run on the new PC, where it is wanted there',
  },
  'sheet.state.planned': { ja: 'まだ失効していません', en: 'not revoked yet' },
  'sheet.state.revoked': { ja: '失効済み', en: 'revoked' },
  'sheet.state.revoked-at': { ja: '失効済み({when})', en: 'revoked ({when})' },
  'sheet.state.revoked-by-list': {
    ja: '銀行の失効リストにより失効済み(すでに別の PC に証明書があるかどうかは、銀行に確認していません)',
    en: "revoked by the bank's list (whether there is a certificate on another PC already, the bank was not asked)",
  },
  'sheet.state.revocation-pending': {
    ja: '失効の手続き中({when} に失効)',
    en: 'is being revoked (counts from {when})',
  },
  'sheet.state.others-must-revoke': {
    ja: 'まだ失効していません(失効の依頼が必要です)',
    en: 'not revoked yet: somebody else has to',
  },
  'sheet.state.removed': {
    ja: '有効期限切れ(失効の必要はありません)',
    en: 'expired; nothing has to be revoked',
  },
  'sheet.state.elsewhere': {
    ja: 'すでに別の PC に証明書があります(手続きは不要です)',
    en: 'has a certificate on another PC already; nothing to do',
  },
  'sheet.state.kept': {
    ja: '失効したかどうかを銀行に確認できませんでした',
    en: 'the bank did not say that it is revoked',
  },
  'sheet.state.remembered': {
    ja: '古い PC に証明書はありませんでした(ログインIDの控えのみ)',
    en: 'had no certificate on the old PC (the login ID was noted there)',
  },
  'sheet.steps': { ja: '新しい PC での手順', en: 'On the new PC' },
  'sheet.step.node': {
    ja: 'Node.js(20.19 以降)をインストールします。上のコマンドの npx は、これに含まれています。cert-tool.exe などをインストールした場合は、コマンドの先頭の「npx 」を除いて実行してください。',
    en: 'Install Node.js 20.19 or newer, which has the npx of the commands above. Where cert-tool itself is installed (cert-tool.exe, say), leave "npx " out.',
  },
  'sheet.step.ca-file': {
    ja: '古い PC のファイル {file} を、新しい PC の同じ場所にコピーします。別の場所に置く場合は、コマンドの --ca-file を書き換えてください。',
    en: 'Copy the file {file} from the old PC to the same place, or change --ca-file in the commands.',
  },
  'sheet.step.secrets': {
    ja: '利用者ごとにログインパスワードを用意します。ワンタイムパスワードを使用している場合は、トークンまたはメールを受け取れる状態も必要です。',
    en: 'Every user needs their login password, and where one-time passwords are asked the token, or the mails with them.',
  },
  'sheet.step.secrets-practice': {
    ja: 'デモ環境では、パスワードの質問に Enter で答えられます。',
    en: 'At the practice bank Enter answers the questions for passwords.',
  },
  'sheet.step.run': {
    ja: '証明書を使う Windows アカウントでサインインし、コマンドプロンプトまたは PowerShell で、利用者ごとに「新しい PC で実行」のコマンドを実行します。',
    en: 'Sign in with the Windows account that is to use the certificates, open a command prompt or PowerShell, and run the command of each user.',
  },
  'sheet.step.refused': {
    ja: 'CT-5004(発行済み)または CT-5037(有効期限切れ、未失効)と表示されたら、まだ失効していません。CT-5038 は失効の手続き中です。失効したあとで、もう一度実行してください。何度実行しても問題ありません。',
    en: 'CT-5004 or CT-5037 mean that the old certificate is not revoked yet, CT-5038 that it is being revoked. Run the command again after that; nothing is lost by trying.',
  },
  'sheet.step.browsers': {
    ja: '全員分が終わったら、Edge と Chrome のウィンドウをすべて閉じてから、銀行のログイン画面を開き、新しい証明書でログインできることを確認します。',
    en: "Then close every Edge and Chrome window, open the bank's login page, and see that the login works with the new certificates.",
  },
  'sheet.step.programs': {
    ja: '会計ソフトや振込アプリで証明書を使用している場合は、それらにも新しい証明書を設定し直してください。',
    en: 'Accounting software and payment apps that use a certificate must be given the new one, too.',
  },
  'sheet.step.check': {
    ja: '「npx cert-tool list --check」で、証明書がすべて使えることを確認できます。',
    en: 'npx cert-tool list --check tells whether all is well.',
  },
  'sheet.left': { ja: '古い PC での残りの作業', en: 'Still to do at the old PC' },
  'sheet.left.keep': {
    ja: 'まだ失効していない証明書、または手続き中の証明書があります。終わるまで、古い PC を手放さないでください。',
    en: 'Not every certificate is revoked and removed. Keep the old PC until that is done.',
  },
  'sheet.left.again': {
    ja: '失効したあと、古い PC でもう一度「{command}」を実行すると、残りの証明書が削除されます。',
    en: 'After the revocations run "{command}" there again: it removes what is left.',
  },
} as const satisfies Record<string, Text>;
