import type { OptionDeclaration, OptionsOf } from '../../core/option.ts';
import { command } from '../spec.ts';

const OPTIONS = [
  { flags: '--expired', help: { ja: '有効期限切れのもの', en: 'those that have expired' } },
  {
    flags: '--by-this-clock',
    help: {
      ja: '--expired を、銀行の時刻ではなくこの PC の時計で判断する',
      en: "judge --expired by this PC's clock, not by the bank's time",
    },
  },
  {
    flags: '--superseded',
    help: {
      ja: '新しい証明書に置き換えられたもの',
      en: 'those that a newer, working one has replaced',
    },
  },
  {
    flags: '--revoked',
    help: {
      ja: '銀行の失効リスト(CRL)にあるもの',
      en: "those on the bank's revocation list",
    },
  },
  {
    flags: '--archive',
    help: {
      ja: '削除せず、非表示にする(秘密キーも残る)',
      en: 'hide them instead of deleting them; the keys stay',
    },
  },
  {
    flags: '--delete',
    help: {
      ja: '設定ファイルで非表示にする設定でも、削除する',
      en: 'delete them even where the config says to hide them',
    },
  },
  {
    flags: '--undo',
    help: { ja: '非表示の証明書を元に戻す', en: 'show hidden certificates again' },
  },
  {
    flags: '--forget',
    help: {
      ja: '証明書ではなく、この PC に控えたログインIDを消去する',
      en: 'forget login IDs that were noted on this PC, instead of removing certificates',
    },
  },
] as const satisfies readonly OptionDeclaration[];

export type RemoveOptions = OptionsOf<typeof OPTIONS>;

export const remove = command({
  name: 'remove',
  args: '[certificate...]',
  help: {
    ja: 'この PC から証明書を削除する、または非表示にする(証明書失効ではない)',
    en: 'remove certificates from this PC, or hide them; revokes nothing',
  },
  examples: {
    remove: { ja: '質問に答えて選ぶ', en: 'choose at the question' },
    'remove --superseded': {
      ja: '新しいものに置き換えられたもの',
      en: 'those that a newer one has replaced',
    },
    'remove --expired --archive': { ja: '期限切れのものを非表示にする', en: 'hide those that have expired' },
  },
  menu: { ja: 'この PC から証明書を削除', en: 'Remove a certificate from this PC' },
  options: OPTIONS,
  needs: {
    default: 'nothing',
    with: { revoked: 'bank', expired: { need: 'bank', unless: { option: 'byThisClock' } } },
  },
  logged: 'always',
  load: () => import('./run.ts'),
});
