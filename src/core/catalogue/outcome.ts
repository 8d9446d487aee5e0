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
  'stopped-by-guard': {
    code: 'CT-9002',
    message: {
      ja: '{why}、停止しました(拒否またはロック {refused} 件、完了 {done} 件、{left})。',
      en: 'Stopped, because {why}: {refused} refused or locked, {done} done, {left}.',
    },
    cause: {
      ja: '一覧の列がずれているか、古いパスワードの一覧である可能性があります。続けると、多くのログインIDがロックされるおそれがあります。',
      en: 'A column of the list may be shifted, or its passwords are old ones. To go on could lock many login IDs.',
    },
    remedy: {
      ja: '拒否された行を確かめて一覧を直し、同じコマンドをもう一度実行してください。完了した行は繰り返されず、実行していない行から続きます。',
      en: 'Look at the refused rows, mend the list, and run the same command again: what is done is not done again, and it goes on with the rows that were not tried.',
    },
  },
  'contract-broken': {
    code: 'CT-9003',
    message: {
      ja: '{total} 件のうち {failed} 件で、銀行のサーバーが契約を守っていません。',
      en: 'The server breaks the contract in {failed} of {total} cases.',
    },
    cause: {
      ja: 'ケースごとに、契約の文、要求、応答、期待される結果を示しています。',
      en: "With each stand the contract's sentence, the request, the answer, and what was expected.",
    },
    remedy: {
      ja: 'サーバーを直してください。1 つのケースだけを確認し直すには、--only <ケース> を付けて実行します。',
      en: 'Mend the server. With --only <case> one case alone is tried again.',
    },
  },
  attention: {
    code: 'CT-11001',
    message: { ja: '対応が必要な証明書があります。', en: 'There are certificates that need attention.' },
    cause: {
      ja: '証明書ごとの理由: 有効期限が近い(expires-soon)、有効期限切れ(expired)、有効期間前(not-yet-valid)、秘密キーがないか使用できない(key-unusable)、ファイルが壊れている(damaged)。ほかに、途中の処理(unfinished)と、読み取れないその記録(unreadable)。「cert-tool retire」では、まだ失効していない、失効の手続き中、またはこの PC に残っている証明書。',
      en: 'Why, for each certificate: it expires soon (expires-soon), has expired (expired) or is not valid yet (not-yet-valid), its private key is missing or does not work (key-unusable), or its files are damaged (damaged). Besides these, a request is unfinished (unfinished), or the record of one cannot be read (unreadable). With "cert-tool retire": not revoked yet, being revoked, or still on this PC.',
    },
    remedy: {
      ja: '有効期限が近い証明書は更新し、切れたものは取得し直してください。有効期間前のものがあれば、この PC の日付と時刻を確認してください。秘密キーは CT-5005、壊れたファイルは CT-0004 の対処のとおりにし、途中の処理は、そこに示すコマンドで完了してください。「cert-tool retire」のあとは、引き継ぎ票に示す人に失効を依頼し、失効したあとでもう一度実行してください。',
      en: 'Renew what expires soon, and get what has expired anew. Where one is not valid yet, see whether this PC\'s date and time are right. For private keys do as CT-5005 says, for damaged files as CT-0004 says, and complete unfinished requests with the command that is shown with them. Where "cert-tool retire" has left something, have it revoked by whom the hand-over sheet names, and run it again.',
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
    cause: {
      ja: 'Ctrl-C、Ctrl-D または Esc が押されたか、「中止する」が選択されました。',
      en: 'Ctrl-C, Ctrl-D or Esc was pressed, or "Cancel" was chosen.',
    },
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
