import type { CatalogueEntry } from './entry.ts';

/** What a result is to warn of; the exit code is 0. */
export const warnings = {
  'not-confirmed': {
    code: 'CT-0001',
    message: {
      ja: '証明書は使用できますが、取り込みの完了をまだ銀行に知らせていません。',
      en: 'The certificate works, but the bank has not been told yet that it is installed.',
    },
    cause: {
      ja: '銀行に接続できなかったか、ログインに必要な値がありませんでした。',
      en: 'The bank could not be reached, or there was nothing to log in with.',
    },
    remedy: {
      ja: '同じコマンドをもう一度実行するか、銀行のページにこの証明書でログインしてください。',
      en: "Run the same command again, or log in at the bank's page with this certificate.",
    },
  },
  'confirm-by-login': {
    code: 'CT-0002',
    message: {
      ja: 'この証明書ストアでは試しの署名ができないため、取り込みの完了を銀行に知らせていません。',
      en: 'This store cannot make a trial signature, so the bank has not been told that the certificate works.',
    },
    cause: {
      ja: 'certutil による取り込みでは、秘密キーの動作を確かめられません。',
      en: 'certutil cannot tell whether the private key works.',
    },
    remedy: {
      ja: '銀行のページにこの証明書で一度ログインしてください。',
      en: "Log in once at the bank's page with this certificate.",
    },
  },
  'credentials-file-readable': {
    code: 'CT-0003',
    message: {
      ja: '認証情報のファイル {file} は、ほかのユーザも{access}ができます。',
      en: 'Other users can {access} the credentials file {file}.',
    },
    cause: { ja: 'ファイルの権限が広すぎます。', en: 'Its permissions are too wide.' },
    remedy: {
      ja: '「chmod 600」で自分だけが読み取り、変更できるようにしてください。',
      en: 'Make it yours alone: chmod 600.',
    },
  },
  'damaged-certificate': {
    code: 'CT-0004',
    message: {
      ja: '{folder} の証明書ファイルが壊れています。',
      en: 'The files of the certificate in {folder} are damaged.',
    },
    cause: {
      ja: 'certificate.pem または chain.pem がほかのプログラムで変更されたか、ディスクに異常があります。秘密キーは使用できる可能性があります。',
      en: 'Another program changed certificate.pem or chain.pem, or the disk is failing. The private key may still work.',
    },
    remedy: {
      ja: 'フォルダは削除しないでください。「cert-tool issue <ログインID>」を実行すると、秘密キーが残っていれば、銀行から証明書を取得して修復します。不要な証明書は「cert-tool remove <拇印>」で削除できます。拇印はフォルダの名前です。',
      en: 'Do not remove the folder. If the private key is still there, "cert-tool issue <login ID>" fetches the certificate from the bank and repairs it. One that is not needed goes by "cert-tool remove <thumbprint>", the name of its folder.',
    },
  },
  'browser-open': {
    code: 'CT-0005',
    message: {
      ja: 'ブラウザを開いたままログインしました。',
      en: 'A browser was open during the login.',
    },
    cause: {
      ja: '銀行では、1 つのログインIDで同時に使えるログインは 1 つだけです。ブラウザで同じログインIDを使用していた場合、そのログインは終了しました。',
      en: 'The bank allows one session per login ID: if a browser had one of this login ID, it was ended.',
    },
    remedy: {
      ja: 'Edge と Chrome のウィンドウをいったんすべて閉じて、銀行のページにログインし直してください。',
      en: "Close every Edge and Chrome window once and log in at the bank's page again.",
    },
  },
  'other-ca': {
    code: 'CT-0006',
    message: {
      ja: '新しい証明書は、これまでとは別の認証局が発行したものです。',
      en: 'The new certificate is of another certification authority than the old one.',
    },
    cause: {
      ja: '銀行の認証局の世代が替わりました。',
      en: "The bank's certification authority has a new generation.",
    },
    remedy: {
      ja: 'ブラウザのポリシーで証明書を自動選択している場合は、ポリシーを作り直してください(「cert-tool browser-policy」)。',
      en: 'If a policy has the browser choose the certificate by itself, write the policy anew ("cert-tool browser-policy").',
    },
  },
  'entry-set-aside': {
    code: 'CT-0007',
    message: {
      ja: '壊れていた途中の処理の記録を、別の名前(末尾 .damaged)で残しました。',
      en: 'The damaged record of an unfinished request was set aside, under a name that ends in .damaged.',
    },
    cause: {
      ja: 'ファイルがほかのプログラムで変更されたか、ディスクに異常があります。使用できる証明書があるため、銀行に状態を確認しました。',
      en: 'Another program changed the file, or the disk is failing. As a good certificate is here, the bank was asked how things are.',
    },
    remedy: {
      ja: '操作は不要です。ファイルは、cert-tool のデータフォルダの journal にあります。',
      en: 'Nothing has to be done. The file is in the folder journal of the data folder.',
    },
  },
  'clock-off': {
    code: 'CT-0008',
    message: {
      ja: 'この PC の時計は、銀行の時刻より {difference}。',
      en: "This PC's clock is {difference}.",
    },
    cause: {
      ja: '時計またはタイムゾーンの設定が違うか、時刻の自動調整が止まっています。',
      en: 'Clock or time zone are set wrong, or the clock is not kept right automatically any more.',
    },
    remedy: {
      ja: 'PC の日付と時刻を合わせてください。時計が違うと、証明書の状態や残り日数が正しく表示されず、ブラウザが証明書を使えないことがあります。',
      en: 'Set date and time of the PC. With a wrong clock states and days left are shown wrongly, and browsers may not use the certificate.',
    },
  },
  'full-width-password': {
    code: 'CT-0009',
    message: {
      ja: '渡されたパスワードに全角文字が含まれています。',
      en: 'The password that was given holds full-width characters.',
    },
    cause: {
      ja: '日本語入力がオンのまま入力された可能性があります。パスワードは変更せず、そのまま一度だけ送ります。',
      en: 'It may have been typed while the Japanese input method was on. Passwords are never changed: it is sent as it is, once.',
    },
    remedy: {
      ja: '銀行がパスワードを受け付けない場合は、半角で入力し直してください。',
      en: 'If the bank refuses it, write it again in half width.',
    },
  },
  'predecessor-stays': {
    code: 'CT-0010',
    message: {
      ja: '更新は完了しましたが、古い証明書をこの PC から削除できませんでした。',
      en: 'The renewal is complete, but the old certificate could not be removed from this PC.',
    },
    cause: {
      ja: '証明書ストアが削除を受け付けませんでした。',
      en: 'The certificate store refused to remove it.',
    },
    remedy: {
      ja: '「cert-tool remove --superseded」を実行してください。',
      en: 'Run "cert-tool remove --superseded".',
    },
  },
  'issued-later': {
    code: 'CT-0011',
    message: {
      ja: 'デモ環境の証明書のうち {count} 件は、この日時より後に発行されています。',
      en: 'Certificates that the practice bank issued after this date: {count}.',
    },
    cause: {
      ja: 'デモ環境の日時が、証明書の発行日時より前に戻されました。',
      en: "The practice bank's date was set back behind their dates of issue.",
    },
    remedy: {
      ja: 'それらの証明書は、デモ環境の日時が発行日時を過ぎるまで有効期間前です。「cert-tool sandbox clock now」で今日の日時に戻ります。',
      en: 'Until its date has passed theirs, they are not valid yet. "cert-tool sandbox clock now" brings back today\'s date.',
    },
  },
  'hook-failed': {
    code: 'CT-0013',
    message: {
      ja: '証明書は取り込みましたが、その後に実行するプログラム {program} が失敗しました: {detail}',
      en: 'The certificate is installed, but {program}, the program for afterwards, failed: {detail}',
    },
    cause: {
      ja: '--after または設定 hooks.installed のプログラムを起動できないか、0 以外の終了コードで終了したか、120 秒以内に終了していません。',
      en: 'The program of --after or of the setting hooks.installed cannot be started, ended with another exit code than 0, or took longer than 120 seconds.',
    },
    remedy: {
      ja: '証明書はそのまま使用できます。プログラムを確認し、新しい証明書を必要とするソフトには手動で登録してください。プログラムの出力は --verbose で表示されます。',
      en: 'The certificate can be used as it is. See to the program, and give the new certificate by hand to what needs it. What the program prints is shown with --verbose.',
    },
  },
  'client-outdated': {
    code: 'CT-0014',
    message: {
      ja: '銀行は cert-tool {version} 以降を勧めています(現在: {found})。',
      en: 'The bank recommends cert-tool {version} or newer; this is {found}.',
    },
    cause: {
      ja: '古い cert-tool は、いずれ銀行で使用できなくなることがあります。',
      en: 'One day the bank may no longer admit the older one.',
    },
    remedy: {
      ja: '都合のよいときに cert-tool を更新してください(npx の場合は「npx cert-tool@latest」)。',
      en: 'Update cert-tool when it suits you (with npx: "npx cert-tool@latest").',
    },
  },
  'event-log-failed': {
    code: 'CT-0015',
    message: {
      ja: '結果をイベントログに書き込めませんでした: {detail}',
      en: 'The result could not be written to the event log: {detail}',
    },
    cause: {
      ja: 'Windows では PowerShell が止められているか、イベントログが書き込みを受け付けません。Linux と macOS では logger または syslog のサービスがありません。',
      en: 'On Windows PowerShell is stopped by a policy, or the event log takes nothing. On Linux and macOS logger or the syslog service is missing.',
    },
    remedy: {
      ja: '処理の結果はそのまま有効です。イベントログが不要な場合は、--event-log または設定 eventLog の指定を外してください。',
      en: 'The result itself holds. Where no event log is wanted, leave out --event-log or the setting eventLog.',
    },
  },
} as const satisfies Record<string, CatalogueEntry>;
