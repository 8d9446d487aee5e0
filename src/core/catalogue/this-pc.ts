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
} as const satisfies Record<string, CatalogueEntry>;
