import type { OptionDeclaration, OptionsOf } from '../../core/option.ts';
import { command } from '../spec.ts';

const OPTIONS = [
  {
    flags: '--certificates',
    help: {
      ja: '証明書と秘密キーも、非表示のものを含めて削除する',
      en: 'delete the certificates with their keys too, hidden ones included',
    },
  },
  {
    flags: '--dry-run',
    help: { ja: '削除するものを表示するだけで、何も削除しない', en: 'only show what would go' },
  },
] as const satisfies readonly OptionDeclaration[];

export type UninstallOptions = OptionsOf<typeof OPTIONS>;

export const uninstall = command({
  name: 'uninstall',
  help: {
    ja: 'cert-tool がこの PC に置いたものを取り除く',
    en: 'take away what cert-tool put on this PC',
  },
  examples: {
    'uninstall --dry-run': { ja: '削除するものを確認する', en: 'see what would go' },
    uninstall: { ja: '確認してから取り除く', en: 'ask, and take it away' },
  },
  options: OPTIONS,
  needs: 'nothing',
  logged: 'never',
  load: () => import('./run.ts'),
});
