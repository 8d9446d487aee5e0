import type { OptionDeclaration, OptionsOf } from '../../core/option.ts';
import { DAYS } from '../../core/option-values.ts';
import { RENEWAL_WINDOW_DAYS } from '../../core/renewal.ts';
import { SECRET_OPTIONS } from '../ask/options.ts';
import { REQUEST_OPTIONS } from '../session/options.ts';
import { command } from '../spec.ts';

const OPTIONS = [
  ...SECRET_OPTIONS,
  ...REQUEST_OPTIONS,
  {
    flags: '--all',
    help: { ja: '更新時期を迎えた証明書をすべて更新する', en: 'renew all that are due' },
  },
  {
    flags: '--within <days>',
    help: {
      ja: '更新時期とみなす残り日数',
      en: 'days before the expiry from which on one is due',
    },
    value: DAYS,
    default: RENEWAL_WINDOW_DAYS,
  },
  {
    flags: '--force',
    help: {
      ja: '更新時期より前でも銀行に依頼する',
      en: 'ask the bank even before that (it may refuse)',
    },
  },
  {
    flags: '--keep-old',
    help: { ja: '古い証明書を削除しない', en: 'leave the old certificate on this PC' },
  },
] as const satisfies readonly OptionDeclaration[];

export type RenewOptions = OptionsOf<typeof OPTIONS>;

export const renew = command({
  name: 'renew',
  args: '[certificate]',
  help: {
    ja: '証明書更新: 証明書を新しいものに更新する',
    en: `replace a certificate inside its last ${RENEWAL_WINDOW_DAYS} days`,
  },
  menu: { ja: '証明書更新', en: 'Renew: replace one that expires soon' },
  options: OPTIONS,
  needs: 'proof',
  load: () => import('./run.ts'),
});
