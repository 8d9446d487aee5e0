import type { CatalogueEntry } from './entry.ts';

/** Refusals by what is on this PC. */
export const thisPc = {
  'not-to-be-uninstalled': {
    code: 'CT-5045',
    message: {
      ja: '今は取り除けません: {detail}',
      en: 'Nothing can be taken away now: {detail}',
    },
    cause: {
      ja: '途中の処理の秘密キーが失われるか、実行中の処理が壊れるおそれがあります。',
      en: 'The key of an unfinished request would be lost, or what is at work would break.',
    },
    remedy: {
      ja: 'それが終わってから、もう一度「cert-tool uninstall」を実行してください。',
      en: 'Run "cert-tool uninstall" again after that.',
    },
  },
  'certificate-hidden': {
    code: 'CT-5046',
    message: {
      ja: 'ログインID {loginId} の証明書はこの PC にありますが、非表示になっています。',
      en: 'The certificate of {loginId} is on this PC, but it is hidden.',
    },
    cause: {
      ja: '「cert-tool remove --archive」またはほかのプログラムで非表示にされました。非表示の証明書は、ブラウザにも cert-tool にも使用されません。',
      en: 'It was hidden by "cert-tool remove --archive" or by another program. Neither browsers nor cert-tool use a hidden certificate.',
    },
    remedy: {
      ja: '「cert-tool remove --undo {serialNumber}」で元に戻してから、もう一度実行してください。不要であれば「cert-tool remove --delete {serialNumber}」で削除できます。',
      en: 'Show it again by "cert-tool remove --undo {serialNumber}" and run the command again. If nobody needs it, "cert-tool remove --delete {serialNumber}" deletes it.',
    },
  },
  'not-set-up': {
    code: 'CT-5047',
    message: {
      ja: '{what}が使用できる状態ではありません: {detail}',
      en: 'The {what} does not work: {detail}',
    },
    cause: {
      ja: 'リマインダーには Windows のタスク スケジューラ、systemd のユーザタイマー、または macOS の launchd が、スタートメニューの項目には Windows のスタートメニューまたは Linux のアプリケーションメニューが必要です。npx で起動した cert-tool のファイルは、いつ消えるか分からないため登録しません。',
      en: "The reminder needs Windows' Task Scheduler, systemd's timers of the user, or launchd on macOS; the start-menu entry that of Windows or of a Linux desktop. What npx starts lies in a cache that vanishes one day, so it is not registered.",
    },
    remedy: {
      ja: '示された理由を解消して、もう一度実行してください。詳しくは docs/reminders.md(日本語は docs/reminders.ja.md)を参照してください。',
      en: 'Mend what is named and run the command again. docs/reminders.md tells more.',
    },
  },
  'reminder-program-failed': {
    code: 'CT-5048',
    message: {
      ja: '証明書の確認は終わりましたが、--exec のプログラム {program} が失敗しました: {detail}',
      en: 'The certificates were checked, but {program}, the program of --exec, failed: {detail}',
    },
    cause: {
      ja: 'プログラムを起動できないか、0 以外の終了コードで終了したか、120 秒以内に終了していません。',
      en: 'It cannot be started, ended with another exit code than 0, or took longer than 120 seconds.',
    },
    remedy: {
      ja: 'プログラムを確認し、「cert-tool remind run --exec <プログラム>」で試してください。プログラムの出力は --verbose で表示されます。',
      en: 'See to the program and try it by "cert-tool remind run --exec <program>". What it prints is shown with --verbose.',
    },
  },
} as const satisfies Record<string, CatalogueEntry>;
