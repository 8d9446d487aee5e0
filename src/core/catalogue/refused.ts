import type { CatalogueEntry } from './entry.ts';

/** Exit code 5: the bank's rules or this PC's state do not allow it. */
export const refused = {
  'account-locked': {
    code: 'CT-5001',
    message: { ja: 'ログインID {loginId} はロックされています。', en: 'The login ID {loginId} is locked.' },
    cause: {
      ja: 'パスワードまたはワンタイムパスワードの誤りが続いたため、銀行がロックしました。',
      en: 'The bank locked it after repeated wrong passwords or one-time passwords.',
    },
    remedy: {
      ja: '自社の管理者ユーザまたはマスターユーザにロックの解除を依頼してください。{support}',
      en: 'Ask an administrator or the master user in your company to release it. {support}',
    },
  },
  suspended: {
    code: 'CT-5002',
    message: { ja: 'ログインID {loginId} は利用停止中です。', en: 'The login ID {loginId} is suspended.' },
    cause: {
      ja: '自社の管理者ユーザまたは銀行が利用を停止しました。',
      en: 'An administrator in your company, or the bank, has suspended it.',
    },
    remedy: {
      ja: '自社の管理者ユーザに利用停止の解除を依頼してください。{support}',
      en: 'Ask an administrator in your company to lift the suspension. {support}',
    },
  },
  'service-not-enabled': {
    code: 'CT-5003',
    message: {
      ja: 'ご契約ではクライアント証明書(電子証明書)機能が利用できません。',
      en: 'Client certificates are not enabled for your company.',
    },
    cause: {
      ja: '「クライアント証明書(電子証明書)機能申込書」がお取引店でまだ処理されていません。',
      en: 'The company has not applied for the function at its branch yet, or the application is still on its way.',
    },
    remedy: {
      ja: 'お取引店にクライアント証明書機能をお申し込みください。{support}',
      en: 'Apply for the client certificate function at your branch. {support}',
    },
  },
  'issued-elsewhere': {
    code: 'CT-5004',
    message: {
      ja: 'ログインID {loginId} の証明書は発行済みですが、この PC にはありません。{known}',
      en: 'The bank has issued a certificate for {loginId} already, but it is not on this PC.{known}',
    },
    cause: {
      ja: '証明書は別の PC(または別の Windows ユーザ)にあります。1 つのログインIDで使える証明書は 1 つだけです。',
      en: 'It is on another PC, or belongs to another Windows account. One login ID has one certificate.',
    },
    remedy: {
      ja: '{revoker}に証明書失効を依頼し、失効後にもう一度実行してください。{takes}{support}',
      en: '{revoker} must revoke it first; then run the command again. {takes} {support}',
    },
  },
  'key-unusable': {
    code: 'CT-5005',
    message: {
      ja: 'ログインID {loginId} の証明書はこの PC にありますが、秘密キーが使えません。',
      en: 'The certificate of {loginId} is on this PC, but its private key does not work.',
    },
    cause: {
      ja: '秘密キーが失われたか、秘密キーの保護を解除できなくなっています。Windows のパスワードが IT 担当者などによりリセットされた場合に起こります。銀行の専用アプリが古いプロバイダに取り込んだ場合もあり、どちらかは「cert-tool doctor」でわかります。',
      en: 'The key is gone or cannot be unsealed any more, as happens when an administrator resets the Windows password. Or the bank\'s own app has put it into an old provider; "cert-tool doctor" tells which.',
    },
    remedy: {
      ja: '{revoker}に証明書失効を依頼し、失効後に「cert-tool issue」を実行してください。{takes}{support}',
      en: '{revoker} must revoke it first; then run "cert-tool issue". {takes} {support}',
    },
  },
  'certificate-revoked': {
    code: 'CT-5006',
    message: {
      ja: 'この PC の新しい証明書は、銀行ではすでに失効しています。この PC から削除しました。',
      en: 'The bank has revoked the new certificate of this PC meanwhile. It was removed here.',
    },
    cause: {
      ja: '確認の前に、別の PC で証明書が取得されたか、管理者ユーザが失効させました。',
      en: 'Before it was confirmed, another PC got a certificate for this login ID, or an administrator revoked it.',
    },
    remedy: {
      ja: 'この PC で使う場合は、もう一方の証明書の失効後に、もう一度実行してください。{support}',
      en: 'If this PC is the right one, have the other certificate revoked and run the command again. {support}',
    },
  },
  busy: {
    code: 'CT-5007',
    message: {
      ja: 'ログインID {loginId} の処理が、別の cert-tool で実行中です。',
      en: 'Another cert-tool is at work for the login ID {loginId}.',
    },
    cause: {
      ja: '同じ銀行とログインIDの処理は、同時に 1 つしか実行できません。',
      en: 'Only one run at a time may work on the same bank and login ID.',
    },
    remedy: {
      ja: 'もう一方の cert-tool が終わるのを待って、もう一度実行してください。',
      en: 'Wait until the other one has ended and run the command again.',
    },
  },
  'csr-refused': {
    code: 'CT-5008',
    message: {
      ja: '銀行が証明書の発行要求を受け付けませんでした。',
      en: 'The bank refused the certificate request.',
    },
    cause: {
      ja: '秘密キーの長さなど、発行要求の内容が銀行の決まりに合っていません。',
      en: "The request, for instance its key size, does not meet the bank's rules.",
    },
    remedy: {
      ja: '--key-size 2048 を付けて、もう一度実行してください。{support}',
      en: 'Run the command again with --key-size 2048. {support}',
    },
  },
  'session-ended': {
    code: 'CT-5009',
    message: { ja: '銀行がこのログインを終了しました。', en: 'The bank has ended this session.' },
    cause: {
      ja: '同じログインIDで別のログインがあったか、一定時間操作がありませんでした。',
      en: 'There was another login with the same login ID, or nothing was done for too long.',
    },
    remedy: {
      ja: '銀行のページからログアウトして、もう一度実行してください。',
      en: "Log out of the bank's pages and run the command again.",
    },
  },
  'pending-in-other-store': {
    code: 'CT-5010',
    message: {
      ja: 'ログインID {loginId} の途中の処理は、別の証明書ストア {store} にあります。',
      en: 'The unfinished request of {loginId} belongs to another certificate store: {store}.',
    },
    cause: {
      ja: '前回は別の --store または --store-dir で実行され、このストアにはその秘密キーがありません。',
      en: 'The earlier run used another --store or --store-dir, and its key is not in this one.',
    },
    remedy: {
      ja: '前回と同じ --store と --store-dir を指定して、もう一度実行してください。',
      en: 'Run the command again with the same --store and --store-dir as before.',
    },
  },
  'not-permitted': {
    code: 'CT-5011',
    message: { ja: '銀行がこの操作を許可しませんでした。', en: 'The bank does not permit this.' },
    cause: {
      ja: '利用者区分にこの操作の権限がありません。',
      en: "The user's role does not have the right.",
    },
    remedy: {
      ja: '自社の管理者ユーザまたはマスターユーザに依頼してください。{support}',
      en: 'Ask an administrator or the master user in your company. {support}',
    },
  },
  'nothing-to-install': {
    code: 'CT-5012',
    message: {
      ja: 'デモ環境の利用者 {loginId} には、この PC に移せる証明書がありません。',
      en: 'The demo user {loginId} has no certificate that could be moved to this PC.',
    },
    cause: {
      ja: '証明書が未発行か、失効しています。',
      en: 'None has been issued, or it is revoked.',
    },
    remedy: {
      ja: '「cert-tool issue --sandbox {loginId}」で取得してください。',
      en: 'Get one with "cert-tool issue --sandbox {loginId}".',
    },
  },
  'certificate-in-use': {
    code: 'CT-5013',
    message: {
      ja: '証明書シリアル番号 {serialNumber} の証明書は、ログインID {loginId} の途中の処理に必要なため、削除しません。',
      en: 'The certificate {serialNumber} was not removed: an unfinished request of {loginId} still needs it.',
    },
    cause: {
      ja: '証明書の取得または更新がまだ完了していません。今削除すると、証明書が失われるおそれがあります。',
      en: 'A certificate is being issued or renewed. Removed now, it could be lost.',
    },
    remedy: {
      ja: '先に「{command}」を実行して途中の処理を完了してください。',
      en: 'Complete the request first: "{command}".',
    },
  },
  'administrator-needed': {
    code: 'CT-5031',
    message: {
      ja: 'ブラウザのポリシーを変更する権限がありません。',
      en: "Changing a browser's policy takes the rights of an administrator.",
    },
    cause: {
      ja: 'ポリシーは PC 全体の設定のため、管理者(Linux では root)だけが変更できます。',
      en: 'It holds for the whole PC, so only an administrator, on Linux root, may change it.',
    },
    remedy: {
      ja: '管理者として実行するか、「--install」や「--remove」を付けない「cert-tool browser-policy」が表示するポリシーを社内の IT 担当者に渡し、設定または削除を依頼してください。',
      en: 'Run the command as administrator, or hand the policy that "cert-tool browser-policy" prints without "--install" and "--remove" to the administrator of the PC, who can set it or take it away.',
    },
  },
  'policy-not-set': {
    code: 'CT-5032',
    message: {
      ja: 'ブラウザのポリシーを変更できませんでした({detail})。',
      en: "The browser's policy could not be changed ({detail}).",
    },
    cause: {
      ja: '設定先に書き込めないか、このシステムでは設定できません。',
      en: 'Its place cannot be written, or this system has none that cert-tool knows.',
    },
    remedy: {
      ja: '--install や --remove を付けずに実行し、表示されたポリシーを社内の IT 担当者に渡してください。',
      en: 'Run it without --install and --remove, and hand what it prints to the administrator of the PC.',
    },
  },
  'issuer-not-selectable': {
    code: 'CT-5033',
    message: {
      ja: '認証局の名前({issuer})では、ブラウザが証明書を選択できません。',
      en: 'Browsers cannot choose certificates by the name of this CA: {issuer}',
    },
    cause: {
      ja: 'ブラウザのポリシーは、認証局の CN、O、OU で証明書を選択します。そのどれもない条件では、ほかの証明書まで選択されます。',
      en: 'Their policy goes by CN, O and OU of the CA. Without any of them it would take every certificate.',
    },
    remedy: {
      ja: 'ログイン画面でブラウザがたずねたときに、証明書を選択してください。銀行にもお知らせください。{support}',
      en: 'Choose the certificate when the browser asks at the login page, and tell the bank. {support}',
    },
  },
  'not-offered-by-bank': {
    code: 'CT-5036',
    message: {
      ja: '{bank} は、この操作に対応していません: {what}',
      en: '{bank} does not offer this: {what}.',
    },
    cause: {
      ja: 'この銀行の接続方式では、証明書の発行と更新だけができます。',
      en: 'By the protocol of this bank certificates can be issued and renewed, and no more.',
    },
    remedy: {
      ja: '銀行のインターネットバンキングの画面で操作するか、銀行にお問い合わせください。{support}',
      en: "Do it on the pages of the bank's internet banking, or ask the bank. {support}",
    },
  },
} as const satisfies Record<string, CatalogueEntry>;
