import type { OptionDeclaration, OptionsOf } from '../../core/option.ts';
import { SECRET_OPTIONS } from '../ask/options.ts';
import { command } from '../spec.ts';

const OPTIONS = [
  ...SECRET_OPTIONS,
  {
    flags: '--sheet <file.html>',
    help: {
      ja: '引き継ぎ票を、印刷できる HTML ファイルにも書き出す',
      en: 'write the hand-over sheet to an HTML file, too, to be printed',
    },
  },
  {
    flags: '--dry-run',
    help: {
      ja: '計画と引き継ぎ票を表示するだけで、何も変更しない',
      en: 'show plan and sheet, and change nothing',
    },
  },
] as const satisfies readonly OptionDeclaration[];

export type RetireOptions = OptionsOf<typeof OPTIONS>;

export const retire = command({
  name: 'retire',
  help: {
    ja: 'PC の入れ替え: この PC の証明書を失効・削除し、新しい PC のための引き継ぎ票を作る',
    en: 'give up this PC: revoke and remove its certificates, and make a sheet for setting up the new one',
  },
  examples: {
    'retire --dry-run --sheet sheet.html': { ja: '計画と引き継ぎ票だけ', en: 'plan and sheet alone' },
    retire: { ja: '質問に答えて進める', en: 'answer the questions' },
  },
  menu: {
    ja: 'PC の入れ替え(失効・削除と引き継ぎ票)',
    en: 'Retire: give up this PC, with a hand-over sheet',
  },
  options: OPTIONS,
  needs: 'proof',
  everyBank: true,
  logged: 'always',
  load: () => import('./run.ts'),
});
