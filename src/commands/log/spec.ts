import type { OptionDeclaration, OptionsOf } from '../../core/option.ts';
import { command } from '../spec.ts';

const OPTIONS = [
  {
    flags: '--run <id>',
    help: { ja: '1 回の実行を順を追って表示する(記録番号)', en: 'one run step by step, by its name' },
  },
  { flags: '--last', help: { ja: '最後の実行を順を追って表示する', en: 'the last run step by step' } },
  {
    flags: '--follow',
    help: { ja: '新しい記録を表示し続ける(Ctrl-C で終了)', en: 'go on showing what is logged, until Ctrl-C' },
  },
] as const satisfies readonly OptionDeclaration[];

export type LogOptions = OptionsOf<typeof OPTIONS>;

export const log = command({
  name: 'log',
  help: { ja: '実行の記録(ログ)を表示する', en: 'what earlier runs did' },
  examples: {
    log: { ja: '最近の実行の一覧', en: 'the last runs' },
    'log --last': { ja: '最後の実行の詳細', en: 'the last one step by step' },
    'log --run k3f9m': { ja: '記録番号で指定する', en: 'one by its name' },
  },
  options: OPTIONS,
  needs: 'nothing',
  logged: 'never',
  load: () => import('./run.ts'),
});
