import type { CatalogueEntry } from './entry.ts';

/** What no bank and no store causes: warnings (exit 0), a bug, something to look at, the user's own stop. */
export const outcome = {
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
      ja: 'フォルダは削除しないでください。「cert-tool issue <ログインID>」を実行すると、秘密キーが残っていれば、銀行から証明書を取得して修復します。',
      en: 'Do not remove the folder. If the private key is still there, "cert-tool issue <login ID>" fetches the certificate from the bank and repairs it.',
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
  internal: {
    code: 'CT-1001',
    message: {
      ja: 'cert-tool の内部でエラーが発生しました。',
      en: 'cert-tool failed because of an internal error.',
    },
    cause: { ja: 'cert-tool の不具合です。', en: 'This is a bug in cert-tool.' },
    remedy: {
      ja: '--verbose を付けてもう一度実行し、その出力を開発者に知らせてください。出力にパスワードなどの秘密の情報は含まれません。',
      en: 'Run it again with --verbose and report the output. It holds no secrets.',
    },
  },
  'output-failed': {
    code: 'CT-1002',
    message: {
      ja: '結果を出力できませんでした({detail})。',
      en: 'The result could not be written out ({detail}).',
    },
    cause: {
      ja: '出力先のディスクの空きがないか、出力先に書き込めません。処理そのものは完了しています。',
      en: 'The disk of the output is full, or it cannot be written. What the command does was done.',
    },
    remedy: {
      ja: '出力先を確認してください。結果は「cert-tool list」で確認できます。',
      en: 'Check where the output goes. "cert-tool list" shows the result.',
    },
  },
  'partly-failed': {
    code: 'CT-9001',
    message: {
      ja: '{total} 件のうち {failed} 件は完了できませんでした。',
      en: '{failed} of {total} could not be done.',
    },
    cause: {
      ja: 'それぞれの原因は、個別のエラーに示しています。ほかの件は完了しています。',
      en: 'Each has an error of its own, shown with it. The others are done.',
    },
    remedy: {
      ja: '原因を取り除いて、もう一度実行してください。完了した件は繰り返されません。',
      en: 'Remove the causes and run the command again. What is done is not done again.',
    },
  },
  attention: {
    code: 'CT-11001',
    message: { ja: '対応が必要な証明書があります。', en: 'There are certificates that need attention.' },
    cause: {
      ja: '更新時期の到来、有効期限切れ、途中の処理、または証明書ファイルや秘密キーの異常があります。',
      en: 'One is due, expired, unfinished or damaged, or its private key is missing or unusable.',
    },
    remedy: {
      ja: '各証明書の証明書状態、残り日数、秘密キーと、途中の処理を確認してください。',
      en: 'Look at state, days left and private key of each certificate, and at unfinished requests.',
    },
  },
  'window-closed': {
    code: 'CT-129001',
    message: {
      ja: 'ターミナルが閉じられたため、中止しました。',
      en: 'Cancelled, because the terminal was closed.',
    },
    cause: {
      ja: 'ターミナルまたは接続が閉じられました。',
      en: 'The terminal or the connection to it was closed.',
    },
    remedy: {
      ja: '失われたものはありません。もう一度実行してください。',
      en: 'Nothing is lost. Run the command again.',
    },
  },
  cancelled: {
    code: 'CT-130001',
    message: { ja: '中止しました。', en: 'Cancelled.' },
    cause: { ja: 'Ctrl-C が押されました。', en: 'Ctrl-C was pressed.' },
    remedy: {
      ja: '失われたものはありません。もう一度実行できます。',
      en: 'Nothing is lost. The command can be run again.',
    },
  },
  terminated: {
    code: 'CT-143001',
    message: {
      ja: '終了の要求により中止しました。',
      en: 'Cancelled, because the system asked cert-tool to end.',
    },
    cause: { ja: '別のプログラムが終了を要求しました。', en: 'Another program asked cert-tool to end.' },
    remedy: {
      ja: '失われたものはありません。もう一度実行できます。',
      en: 'Nothing is lost. The command can be run again.',
    },
  },
} as const satisfies Record<string, CatalogueEntry>;
