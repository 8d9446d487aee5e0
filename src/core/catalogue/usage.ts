import type { CatalogueEntry } from './entry.ts';

/** Exit code 2: what was typed or configured cannot be used. Nothing has been done. */
export const usage = {
  'invalid-option': {
    code: 'CT-2001',
    message: { ja: '指定が正しくありません: {detail}', en: 'Invalid usage: {detail}' },
    cause: {
      ja: 'オプション、引数、または環境変数の名前か値に誤りがあります。',
      en: 'The name or the value of an option, an argument or an environment variable is wrong.',
    },
    remedy: {
      ja: '「{command} --help」で書き方を確認し、もう一度実行してください。',
      en: 'See "{command} --help", correct it and run the command again.',
    },
  },
  'missing-input': {
    code: 'CT-2002',
    message: { ja: '{what}が指定されていません。', en: 'The {what} is missing.' },
    cause: {
      ja: '質問ができない実行方法(ターミナルなし、または --no-input)のため、必要な値をあらかじめ渡す必要があります。',
      en: 'Nothing can be asked here (no terminal, or --no-input), so every value that is needed must be given.',
    },
    remedy: {
      ja: '{option} または環境変数 {variable} で渡してください。',
      en: 'Give it by {option} or by the environment variable {variable}.',
    },
  },
  'no-bank': {
    code: 'CT-2003',
    message: { ja: '接続先の銀行が設定されていません。', en: 'No bank is set.' },
    cause: {
      ja: '銀行のアドレスがオプションにも環境変数にも設定ファイルにもありません。',
      en: "The bank's address is in no option, no environment variable and no config file.",
    },
    remedy: {
      ja: '--bank <URL>、--profile <名前>、または --sandbox(デモ環境)を付けて実行してください。',
      en: 'Run it with --bank <url>, --profile <name>, or --sandbox for the practice bank.',
    },
  },
  'invalid-bank-url': {
    code: 'CT-2006',
    message: {
      ja: '銀行のアドレス {url} は使用できません: {detail}',
      en: "The bank's address {url} cannot be used: {detail}",
    },
    cause: {
      ja: 'アドレスは https で始まり、ユーザ名やパスワードを含まないことが必要です。',
      en: 'The address must begin with https and must not hold a user name or a password.',
    },
    remedy: {
      ja: '銀行から案内された https:// で始まるアドレスを指定してください。',
      en: 'Use the https:// address that the bank gave you.',
    },
  },
  'tls-verification-disabled': {
    code: 'CT-2007',
    message: {
      ja: '環境変数 NODE_TLS_REJECT_UNAUTHORIZED=0 が設定されているため、実行を中止しました。',
      en: 'Refused to run, because NODE_TLS_REJECT_UNAUTHORIZED=0 is set.',
    },
    cause: {
      ja: 'この設定では接続先が本物の銀行かどうかを確かめられず、パスワードが盗まれるおそれがあります。',
      en: 'With it nobody checks that the other side is the bank, and passwords could be stolen.',
    },
    remedy: {
      ja: 'この環境変数の設定を解除してください。社内のルート証明書が必要な場合は --ca-file を使用します。',
      en: 'Unset the variable. Where a root certificate of your company is needed, use --ca-file.',
    },
  },
  'unknown-code': {
    code: 'CT-2008',
    message: { ja: '「{wanted}」というエラーはありません。', en: 'There is no error "{wanted}".' },
    cause: {
      ja: 'コードの番号か名前が間違っているか、指定した言葉を含むエラーがありません。',
      en: 'The number or the name is mistyped, or no error has these words.',
    },
    remedy: {
      ja: '「CT-3001」のようなコードか、「パスワード」のような言葉を指定してください。「cert-tool explain」だけで一覧を表示します。',
      en: 'Give a code like CT-3001 or a word like "password". "cert-tool explain" alone lists them all.',
    },
  },
  'conflicting-options': {
    code: 'CT-2011',
    message: { ja: '同時に指定できません: {detail}', en: 'These cannot be used together: {detail}' },
    cause: { ja: '互いに矛盾する指定があります。', en: 'Two of the given options contradict each other.' },
    remedy: { ja: 'どちらか一方だけを指定してください。', en: 'Give only one of them.' },
  },
  'unknown-command': {
    code: 'CT-2012',
    message: { ja: 'コマンド {wanted} はありません。', en: 'There is no command {wanted}.' },
    cause: { ja: 'コマンド名が間違っています。', en: 'The name of the command is mistyped.' },
    remedy: {
      ja: '「cert-tool --help」でコマンドの一覧を確認してください。',
      en: 'See "cert-tool --help" for the commands.',
    },
  },
  'ambiguous-certificate': {
    code: 'CT-2013',
    message: {
      ja: '{wanted} に当てはまる証明書が複数あります: {candidates}',
      en: 'Several certificates fit {wanted}: {candidates}',
    },
    cause: {
      ja: '指定したログインIDまたは桁数では、1 つに絞り込めません。',
      en: 'What was given does not tell them apart.',
    },
    remedy: {
      ja: 'かっこ内の拇印を、1 つに絞り込める長さ(6 桁以上)で指定してください。',
      en: 'Give a thumbprint from the brackets, or as many of its digits (at least 6) as tell it apart.',
    },
  },
  'missing-confirmation': {
    code: 'CT-2014',
    message: {
      ja: '確認ができないため、実行しませんでした。',
      en: 'Nothing was done, because nobody could be asked.',
    },
    cause: {
      ja: 'この操作は元に戻せないため、確認が必要です。',
      en: 'It cannot be undone, so it needs a confirmation.',
    },
    remedy: {
      ja: '--yes を付けて、もう一度実行してください。',
      en: 'Run the command again with --yes.',
    },
  },
  'several-due': {
    code: 'CT-2018',
    message: {
      ja: '更新時期を迎えた証明書が複数あります: {loginIds}',
      en: 'Several certificates are due: {loginIds}',
    },
    cause: {
      ja: 'どれを更新するか、指定も質問もできません。',
      en: 'Which one to renew was not said, and nobody can be asked.',
    },
    remedy: {
      ja: 'ログインIDを指定するか、--all を付けて実行してください。',
      en: 'Name the login ID, or renew them all with --all.',
    },
  },
  'several-users': {
    code: 'CT-2029',
    message: {
      ja: 'この PC には複数の利用者の証明書があります: {loginIds}',
      en: 'Certificates of several users are on this PC: {loginIds}',
    },
    cause: {
      ja: 'どの利用者でログインするか、指定も質問もできません。',
      en: 'As whom to log in was not said, and nobody can be asked.',
    },
    remedy: {
      ja: '「cert-tool open <ログインID>」のように、ログインIDを指定して実行してください。',
      en: 'Name the login ID: "cert-tool open <login ID>".',
    },
  },
  'malformed-otp': {
    code: 'CT-2022',
    message: {
      ja: '{source} のワンタイムパスワードを使用できません: {detail}',
      en: 'The one-time password from {source} cannot be used: {detail}',
    },
    cause: {
      ja: '値のない変数、一部が欠けたワンタイムパスワード、別の項目の値などが渡されています。銀行には送っていないため、誤りの回数には数えられません。',
      en: 'Something else came through: a variable that is not set, a code that was cut off, a value of another kind. It was not sent and cost no try.',
    },
    remedy: {
      ja: 'トークンまたはメールに表示されたワンタイムパスワードをそのまま渡して、もう一度実行してください。',
      en: 'Give the code as token, app or e-mail shows it, and run the command again.',
    },
  },
  'unusable-password': {
    code: 'CT-2023',
    message: {
      ja: '{source} のパスワードを使用できません: {detail}',
      en: 'The password from {source} cannot be used: {detail}',
    },
    cause: {
      ja: '文字コードの変換で壊れたか、別の項目の値が渡されています。銀行には送っていないため、誤りの回数には数えられません。',
      en: 'It was spoilt when something converted its characters, or is a value of another kind. It was not sent and cost no try.',
    },
    remedy: {
      ja: 'ファイルは UTF-8 で保存し、ファイルから渡す場合は --password-stdin または --credentials を使用してください。',
      en: 'Save the file it comes from as UTF-8, and hand it over by --password-stdin or --credentials.',
    },
  },
  'unusable-path': {
    code: 'CT-2024',
    message: {
      ja: '{place} のパス {path} は使用できません: {detail}。',
      en: 'The path {path} of {place} cannot be used: {detail}.',
    },
    cause: {
      ja: '引用符の中の「~」、コマンドプロンプト以外での「%…%」、設定ファイルの中の変数は、フォルダ名に置き換えられません。そのまま使うと、思わぬ場所に証明書が保存されます。',
      en: 'A "~" in quotes, "%…%" outside of the command prompt and variables in a config file are not replaced by a folder\'s name. Taken as they are they would put certificates where nobody looks for them.',
    },
    remedy: {
      ja: '「C:\\Users\\hanako\\cert-tool」や「/home/hanako/cert-tool」のように、先頭から省略せずにパスを指定してください。',
      en: 'Give the whole path, such as C:\\Users\\hanako\\cert-tool or /home/hanako/cert-tool.',
    },
  },
  'client-too-old': {
    code: 'CT-2028',
    message: {
      ja: 'この銀行では cert-tool {version} 以降が必要です(現在: {found})。',
      en: 'This bank needs cert-tool {version} or newer; this is {found}.',
    },
    cause: {
      ja: '銀行が、古い cert-tool による操作の受け付けを終了しました。途中の発行要求は、古い cert-tool でも最後まで処理します。',
      en: 'The bank no longer admits this version. A request that was sent is finished with it all the same.',
    },
    remedy: {
      ja: 'cert-tool を更新して、もう一度実行してください。npx の場合は「npx cert-tool@latest」で始め、cert-tool.exe の場合は新しいものに置き換えます。会社の IT 担当者が配布している場合は、担当者に連絡してください。{support}',
      en: 'Update cert-tool and run the command again. With npx it starts with "npx cert-tool@latest"; a cert-tool.exe is replaced by the new one. Where your company hands it out, ask its IT administrator. {support}',
    },
  },
  'clock-command-failed': {
    code: 'CT-2033',
    message: {
      ja: '銀行の日付を変更できませんでした: {detail}',
      en: "The bank's date could not be set: {detail}",
    },
    cause: {
      ja: '--clock-command のプログラムが見つからないか、失敗しました。',
      en: 'The program of --clock-command was not found or failed.',
    },
    remedy: {
      ja: 'RFC 3339 の日時を付けて手で実行し、動作を確認してください(例: 2027-03-01T00:00:00Z)。銀行の日付が変更されたままになっていないかも確認してください。',
      en: "Try it by hand with an RFC 3339 time (2027-03-01T00:00:00Z, say), and see whether the bank's date is still changed.",
    },
  },
  // The launcher (bin/cert-tool.cjs) says it itself, in these words.
  'node-too-old': {
    code: 'CT-2026',
    message: {
      ja: 'cert-tool には Node.js {wanted} 以降が必要です(現在: {found})。',
      en: 'cert-tool needs Node.js {wanted} or newer; this is {found}.',
    },
    cause: {
      ja: 'この PC の Node.js が古いため、cert-tool を開始できません。',
      en: 'cert-tool cannot start with the Node.js of this PC.',
    },
    remedy: {
      ja: 'Node.js を更新して、もう一度実行してください。',
      en: 'Update Node.js and run the command again.',
    },
  },
} as const satisfies Record<string, CatalogueEntry>;
