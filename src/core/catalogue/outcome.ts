import type { CatalogueEntry } from './entry.ts';

/** What no bank and no store causes: a bug, something to look at, the user's own stop. */
export const outcome = {
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
