import type { CatalogueEntry } from './entry.ts';

/** Exit code 2: a file or program that was named cannot be used. */
export const files = {
  'invalid-config': {
    code: 'CT-2004',
    message: {
      ja: '設定ファイル {file} を使用できません: {detail}',
      en: 'The config file {file} cannot be used: {detail}',
    },
    cause: {
      ja: '設定ファイルの書式、項目名、または値に誤りがあります。',
      en: 'Its syntax, the name of a setting or a value is wrong.',
    },
    remedy: {
      ja: '設定ファイルを修正して、もう一度実行してください。',
      en: 'Correct the file and run the command again.',
    },
  },
  'invalid-credentials-file': {
    code: 'CT-2005',
    message: {
      ja: '認証情報 {file} を使用できません: {detail}',
      en: 'The credentials in {file} cannot be used: {detail}',
    },
    cause: {
      ja: '--credentials には {"loginId","password","otp","confirmationPassword"} の JSON オブジェクトが必要です。値は文字列です。',
      en: '--credentials takes a JSON object {"loginId","password","otp","confirmationPassword"} whose values are strings.',
    },
    remedy: {
      ja: 'ファイルの内容を修正して、もう一度実行してください。',
      en: 'Correct it and run the command again.',
    },
  },
  'otp-command-failed': {
    code: 'CT-2009',
    message: {
      ja: '--otp-command のプログラムからワンタイムパスワードを取得できませんでした: {detail}',
      en: 'The program of --otp-command gave no one-time password: {detail}',
    },
    cause: {
      ja: 'プログラムが見つからない、エラーで終了した、または何も出力しませんでした。',
      en: 'It was not found, ended with an error, or printed nothing.',
    },
    remedy: {
      ja: 'プログラムを単独で実行し、1 行目にワンタイムパスワードだけが出力されることを確認してください。',
      en: 'Run it by itself and see that its first line of output is the code.',
    },
  },
  'unreadable-file': {
    code: 'CT-2010',
    message: {
      ja: 'ファイル {file} を使用できません: {detail}',
      en: 'The file {file} cannot be used: {detail}',
    },
    cause: {
      ja: 'ファイルがない、読み取りの権限がない、または内容の形式が違います。',
      en: 'It does not exist, may not be read, or holds something else than it should.',
    },
    remedy: {
      ja: 'パスと内容を確認して、もう一度実行してください。',
      en: 'Check path and content and run the command again.',
    },
  },
  'not-a-practice-bank': {
    code: 'CT-2015',
    message: {
      ja: 'フォルダ {folder} はデモ環境のものではないため、使用しません。',
      en: 'The folder {folder} does not belong to a practice bank and was left alone.',
    },
    cause: {
      ja: 'デモ環境のフォルダに、ほかのファイルが入っています。',
      en: 'There are other files where the practice bank keeps its data.',
    },
    remedy: {
      ja: 'フォルダの内容を確認して移すか、CERT_TOOL_HOME で別のフォルダを指定してください。',
      en: 'Look at what is in it and move it away, or name another folder by CERT_TOOL_HOME.',
    },
  },
  'unwritable-log': {
    code: 'CT-2016',
    message: {
      ja: 'ログファイル {file} に書き込めません({detail})。',
      en: 'The log file {file} cannot be written ({detail}).',
    },
    cause: {
      ja: 'フォルダがない、書き込みの権限がない、ディスクに空きがない、またはシンボリックリンクなど、通常のファイルではないものです。',
      en: 'Its folder does not exist, it may not be written, the disk is full, or it is a symbolic link or something else that is no ordinary file.',
    },
    remedy: {
      ja: '--log-file(設定ファイルでは logFile)に別のパスを指定してください。cert-tool のデータのフォルダにあるログの場合は、フォルダの権限とディスクの空きを確認してください。記録しない場合は --no-log を付けます。',
      en: 'Give another path with --log-file, or as logFile in the config file. Of the log in the data folder of cert-tool, see to the rights of the folder and the room on the disk; --no-log keeps none.',
    },
  },
  'unwritable-sheet': {
    code: 'CT-2027',
    message: {
      ja: '{what}を {file} に書き込めません({detail})。',
      en: 'The {what} cannot be written to {file} ({detail}).',
    },
    cause: {
      ja: 'フォルダがない、書き込みの権限がない、または通常のファイルではないものです。',
      en: 'Its folder does not exist, it may not be written, or it is something else than a file.',
    },
    remedy: {
      ja: '{option} に別のパスを指定してください。以前に書き出したファイルは、--yes を付けると置き換えます。',
      en: 'Give another path with {option}. With --yes an earlier one is replaced.',
    },
  },
  'unwritable-results': {
    code: 'CT-2031',
    message: {
      ja: '実行結果を {file} に書き込めません({detail})。',
      en: 'The results cannot be written to {file} ({detail}).',
    },
    cause: {
      ja: 'フォルダがない、書き込みの権限がない、ディスクの空きがない、または実行結果ではない別のファイルです。',
      en: 'Its folder does not exist, it may not be written, the disk is full, or it is a file that holds something else.',
    },
    remedy: { ja: '--results に別のパスを指定してください。', en: 'Give another path with --results.' },
  },
  'invalid-user-list': {
    code: 'CT-2025',
    message: {
      ja: '一覧 {file} に {count} 件の誤りがあります: {detail}',
      en: 'The list {file} has faults ({count}): {detail}',
    },
    cause: {
      ja: '一覧は、見出し loginId,password(任意で otp,otpSecret,profile)の CSV か、同じ項目名の JSON Lines です。「cert-tool revoke --from」では loginId,serialNumber です。銀行には何も送っていません。',
      en: 'A list is CSV under the header loginId,password (and otp,otpSecret,profile where wanted), or JSON lines of the same names; for "cert-tool revoke --from" it is loginId,serialNumber. Nothing was sent to the bank.',
    },
    remedy: {
      ja: '示された行と列を直して、もう一度実行してください。',
      en: 'Correct what stands at these lines and columns and run the command again.',
    },
  },
  'invalid-users-file': {
    code: 'CT-2017',
    message: {
      ja: '利用者のファイル {file} を使用できません: {detail}',
      en: 'The file of users {file} cannot be used: {detail}',
    },
    cause: {
      ja: '見出し行か値に誤りがあるか、同じログインIDがすでにあります。利用者は一人も追加されていません。',
      en: 'Its header or a value is wrong, or a login ID exists already. No user was added.',
    },
    remedy: {
      ja: '示された行と列を修正して、もう一度実行してください。書式は docs/practice-bank.ja.md にあります。',
      en: 'Correct what stands at that line and column and run the command again. docs/practice-bank.md describes the format.',
    },
  },
  'invalid-test-users': {
    code: 'CT-2032',
    message: {
      ja: 'テスト用のユーザのファイル {file} を使用できません: {detail}',
      en: 'The file of test users {file} cannot be used: {detail}',
    },
    cause: {
      ja: '必要な項目がないか、項目の名前または値に誤りがあります。銀行には何も送っていません。',
      en: 'A member is missing, or its name or value is wrong. Nothing was sent to the bank.',
    },
    remedy: {
      ja: '示された項目を修正して、もう一度実行してください。書式は docs/bank-check.ja.md にあります。',
      en: 'Correct what stands at that place and run the command again. docs/bank-check.md describes the format.',
    },
  },
  'unreadable-text': {
    code: 'CT-2021',
    message: {
      ja: '{file} の文字を読み取れません: {detail}',
      en: 'The text of {file} cannot be read: {detail}',
    },
    cause: {
      ja: '文字コードが UTF-8 でも BOM 付きの UTF-16 でもありません。Shift_JIS(ANSI)や BOM のない UTF-16 で保存されたか、テキストではありません。内容は銀行に送っていません。',
      en: 'It is neither UTF-8 nor UTF-16 with a byte order mark: Shift_JIS (ANSI) or UTF-16 without a mark, say, or no text at all. Nothing of it was sent.',
    },
    remedy: {
      ja: 'UTF-8 で保存してください。メモ帳:「名前を付けて保存」の文字コード「UTF-8」。Excel:「CSV UTF-8 (コンマ区切り)」。PowerShell: ファイルは Set-Content -Encoding utf8、パイプの前には $OutputEncoding = [Text.Encoding]::UTF8。証明書:「Base-64 encoded X.509 (.CER)」。',
      en: 'Save it as UTF-8. Notepad: "Save as", encoding "UTF-8". Excel: "CSV UTF-8 (Comma delimited)". PowerShell: Set-Content -Encoding utf8 for a file, $OutputEncoding = [Text.Encoding]::UTF8 before a pipe. A certificate: "Base-64 encoded X.509 (.CER)".',
    },
  },
} as const satisfies Record<string, CatalogueEntry>;
