import type { OptionDeclaration, OptionsOf } from '../../core/option.ts';
import { command } from '../spec.ts';

const OPTIONS = [
  { flags: '--remove', help: { ja: '項目を取り除く', en: 'take the entry away' } },
] as const satisfies readonly OptionDeclaration[];

export type ShortcutOptions = OptionsOf<typeof OPTIONS>;

export const shortcut = command({
  name: 'shortcut',
  help: {
    ja: 'スタートメニューに、cert-tool のメニューを開く項目を作る',
    en: 'a start-menu entry that opens the menu of cert-tool',
  },
  examples: {
    shortcut: { ja: '項目を作る', en: 'make the entry' },
    'shortcut --remove': { ja: '項目を取り除く', en: 'take it away' },
  },
  options: OPTIONS,
  needs: 'nothing',
  logged: 'always',
  load: () => import('./run.ts'),
});
