import type { CatalogueEntry } from './entry.ts';

/** What `cert-tool doctor` finds, and no other command stops at. */
export const examined = {
  'certificate-due': {
    code: 'CT-11002',
    message: {
      ja: 'ログインID {loginId} の証明書は更新できる時期です(有効期限: {expiry})。',
      en: 'The certificate of {loginId} can be renewed now; it expires on {expiry}.',
    },
    cause: {
      ja: '有効期限が近づいています。有効期限が切れた証明書は更新できません。',
      en: 'It expires soon. Once it has expired it cannot be renewed any more.',
    },
    remedy: {
      ja: '「cert-tool renew {loginId}」で更新してください。',
      en: 'Renew it with "cert-tool renew {loginId}".',
    },
  },
  'certificate-not-yet-valid': {
    code: 'CT-11003',
    message: {
      ja: 'ログインID {loginId} の証明書は、まだ有効期間前です({start} から)。',
      en: 'The certificate of {loginId} is not valid yet (from {start} on).',
    },
    cause: {
      ja: 'この PC の時計が遅れています。まれに、銀行が先の日付で発行しています。',
      en: "This PC's clock is behind; rarely, the bank has issued it for a later date.",
    },
    remedy: {
      ja: 'この PC の日付と時刻を正しく設定してください。',
      en: 'Set date and time of this PC.',
    },
  },
  'superseded-offered': {
    code: 'CT-11004',
    message: {
      ja: 'ログインID {loginId} の古い証明書が残っており、ブラウザの選択肢に表示されます(シリアル番号 {serialNumber})。',
      en: 'An old certificate of {loginId} is still here, and browsers offer it (serial number {serialNumber}).',
    },
    cause: {
      ja: '更新または再発行のあと、古い証明書が削除されていません。それを選択すると、ログインできません。',
      en: 'It was not removed when a newer one came. Whoever chooses it cannot log in.',
    },
    remedy: {
      ja: '「cert-tool remove --superseded」で削除してください。',
      en: 'Clear it away with "cert-tool remove --superseded".',
    },
  },
  'former-ca': {
    code: 'CT-11005',
    message: {
      ja: 'ログインID {loginId} の証明書は、銀行の以前の認証局から発行されたものです。',
      en: 'The certificate of {loginId} is of a former certification authority of the bank.',
    },
    cause: {
      ja: '銀行の認証局が新しい世代に替わりました。それまでの証明書も、有効期限までは使えます。',
      en: 'The bank has gone on to a new one. Earlier certificates are good until they expire.',
    },
    remedy: {
      ja: 'そのままお使いいただけます。ブラウザのポリシーがある場合は、両方の認証局を含むように「cert-tool browser-policy」で作り直してください。',
      en: 'It can be used as it is. Where a policy has the browser choose, write it anew with "cert-tool browser-policy", which names both.',
    },
  },
  'ca-ends-first': {
    code: 'CT-11006',
    message: {
      ja: 'ログインID {loginId} の証明書より先に、その認証局の証明書の有効期限が切れます({expiry})。',
      en: "The certification authority of {loginId}'s certificate ends on {expiry}, before the certificate.",
    },
    cause: {
      ja: '認証局の証明書の有効期間が、発行された証明書の有効期間より先に終わります。',
      en: 'The certificate of the authority is valid for a shorter time than the one that it has issued.',
    },
    remedy: {
      ja: 'その日以降はログインできなくなることがあります。それまでに更新してください。更新できない場合は銀行にお問い合わせください。',
      en: 'From that day on the login may fail. Renew before it; where that is not possible, ask the bank.',
    },
  },
  'request-unfinished': {
    code: 'CT-11007',
    message: {
      ja: 'ログインID {loginId} の処理が途中です。',
      en: 'A request of {loginId} is unfinished.',
    },
    cause: {
      ja: '発行または更新が、証明書の取り込みまたは確認の前に中断しました。証明書は失われません。',
      en: 'Issue or renewal was interrupted before the certificate was installed and confirmed. It is not lost.',
    },
    remedy: {
      ja: '「{command}」で完了してください。',
      en: 'Complete it: "{command}".',
    },
  },
  'orphaned-key': {
    code: 'CT-11008',
    message: {
      ja: '記録のない発行待ちの秘密キーがあります({id})。',
      en: 'A private key waits for a certificate, and no request is known for it ({id}).',
    },
    cause: {
      ja: '途中の処理の記録が失われたか、別の CERT_TOOL_HOME で使用中です。',
      en: 'The record of the request was lost, or belongs to another CERT_TOOL_HOME.',
    },
    remedy: {
      ja: 'このままで害はありません。心当たりのある処理があれば、その CERT_TOOL_HOME で完了してください。',
      en: 'It does no harm. If you know of such a request, complete it with its own CERT_TOOL_HOME.',
    },
  },
  'old-key-provider': {
    code: 'CT-11009',
    message: {
      ja: 'ログインID {loginId} の秘密キーは、SHA-256 に対応しない古いプロバイダ({provider})にあります。',
      en: 'The private key of {loginId} is in an old provider that knows no SHA-256 ({provider}).',
    },
    cause: {
      ja: '銀行の専用アプリなど、ほかのプログラムが取り込んだ証明書です。ブラウザでは使えることがありますが、cert-tool は署名できません。',
      en: "Another program has installed the certificate, such as the bank's own app. Browsers may use it; cert-tool cannot sign with it.",
    },
    remedy: {
      ja: 'ログインできる間はそのまま使えます。cert-tool では更新できないため、銀行のアプリで更新するか、失効後に「cert-tool issue」で取得し直してください。',
      en: 'While the login works it can stay. cert-tool cannot renew it: renew it with the bank\'s app, or have it revoked and run "cert-tool issue".',
    },
  },
  'browser-elsewhere': {
    code: 'CT-11010',
    message: {
      ja: '{browser} は、証明書を別のデータベース {place} で探します。',
      en: '{browser} looks for certificates in another database: {place}.',
    },
    cause: {
      ja: 'snap または Flatpak のブラウザは、ほかのブラウザと共通のデータベースを使いません。',
      en: 'Browsers from snap or Flatpak do not use the database that the others share.',
    },
    remedy: {
      ja: 'このブラウザで使う証明書は、--nss-profile {place} を指定して取得してください。',
      en: 'Get the certificate for this browser with --nss-profile {place}.',
    },
  },
  'policy-amiss': {
    code: 'CT-11011',
    message: {
      ja: '{browser} がログイン画面で正しい証明書を選択できないことがあります: {detail}',
      en: '{browser} may not offer the right certificate at the login page: {detail}',
    },
    cause: {
      ja: '証明書を自動で選択するポリシー AutoSelectCertificateForUrls がないか、読み取れないか、ログイン画面のアドレス、銀行の認証局、またはほかのポリシーと一致していません。',
      en: "AutoSelectCertificateForUrls, by which browsers choose by themselves, is missing or cannot be read, or does not fit the login page, the bank's certification authority or another policy.",
    },
    remedy: {
      ja: '「cert-tool browser-policy」で作り直し、ブラウザのウィンドウをすべて閉じてから開き直してください。会社の管理者が設定したものは、その管理者に依頼してください。',
      en: 'Write it anew with "cert-tool browser-policy", then close every window of the browser and open it again; what your company has set, its administrator has to change.',
    },
  },
  'tls-inspected': {
    code: 'CT-11012',
    message: {
      ja: '{host} への接続は「{issuer}」が発行した証明書で保護されています。公開の認証局ではありません。',
      en: 'The connection to {host} is secured by a certificate of "{issuer}", which is no public certification authority.',
    },
    cause: {
      ja: '会社のプロキシなどが通信を検査しているか、銀行が独自の認証局を使っています。',
      en: 'A proxy of the company inspects the connection, or the bank has an authority of its own.',
    },
    remedy: {
      ja: '会社の検査用の認証局であれば、クライアント証明書でのログインは通りません。ネットワークの管理者に、銀行のログイン画面を検査の対象外にするよう依頼してください。',
      en: "Where it is your company's, no login with a client certificate gets through: ask the network administrator to exempt the bank's login page.",
    },
  },
  'run-cut-short': {
    code: 'CT-11013',
    message: {
      ja: '実行が最後まで進まずに途切れています。',
      en: 'It was cut short before its end.',
    },
    cause: {
      ja: '実行中に、cert-tool が強制終了されたか、PC の電源断・再起動・サインアウトがありました。',
      en: 'cert-tool was killed, or the PC lost its power, was restarted or signed out meanwhile.',
    },
    remedy: {
      ja: '同じコマンドをもう一度実行してください。途中の処理から再開し、二重には発行されません。',
      en: 'Run the same command again: it goes on with what was begun, and nothing is issued twice.',
    },
  },
  'variable-counts': {
    code: 'CT-11014',
    message: {
      ja: '環境変数 {variable} により、{set} ではなく {used} を使用しています。',
      en: 'The variable {variable} has {used} used in place of {set}.',
    },
    cause: {
      ja: '環境変数は設定ファイルより優先されます。以前に設定したものが残っていると、意図しない銀行やデータを使用します。',
      en: 'Variables of the environment count before config files. One that was left over leads to another bank, or to other data.',
    },
    remedy: {
      ja: '意図したものでなければ、ウィンドウを閉じて新しく開き、もう一度実行してください。それでも表示される場合は、アカウントの環境変数から {variable} を削除してください。',
      en: 'If that is not meant, close this window and run the command in a new one. Where it is told again, take {variable} out of the variables of your account.',
    },
  },
  'kept-file-damaged': {
    code: 'CT-11015',
    message: { ja: 'ファイル {file} が壊れています。', en: 'The file {file} is damaged.' },
    cause: {
      ja: 'ほかのプログラムで変更されたか、ディスクに異常があります。銀行の情報、更新できる日、使用したログインID、拒否されたパスワードなど、なくても動作する記録です。',
      en: 'Another program changed it, or the disk is failing. It is a record that cert-tool can do without: of a bank, the days of renewals, login IDs that were used, refused passwords and the like.',
    },
    remedy: {
      ja: 'ファイルを削除してください。必要な記録は、次に銀行に接続したときに作り直されます。証明書と秘密キーは入っていません。',
      en: 'Delete the file: what is needed of it is written anew when the bank is asked next. It holds neither certificates nor keys.',
    },
  },
} as const satisfies Record<string, CatalogueEntry>;
