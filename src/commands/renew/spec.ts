import type { OptionDeclaration, OptionsOf } from '../../core/option.ts';
import { DAYS } from '../../core/option-values.ts';
import { RENEWAL_WINDOW_DAYS } from '../../core/renewal.ts';
import { SECRET_OPTIONS } from '../ask/options.ts';
import { LIST_OPTIONS } from '../session/many/options.ts';
import { REQUEST_OPTIONS } from '../session/options.ts';
import { command } from '../spec.ts';

const OPTIONS = [
  ...SECRET_OPTIONS,
  ...REQUEST_OPTIONS,
  ...LIST_OPTIONS,
  {
    flags: '--all',
    help: { ja: '更新時期を迎えた証明書をすべて更新する', en: 'renew all that are due' },
  },
  {
    flags: '--all-profiles',
    help: {
      ja: '設定ファイルのすべての銀行で、更新時期を迎えた証明書をすべて更新する',
      en: 'the same at every bank of the config file (profiles)',
    },
  },
  {
    flags: '--within <days>',
    help: {
      ja: '更新時期とみなす残り日数(省略すると、銀行で更新できる時期から)',
      en: 'days before the expiry from which on one is due, even if it is too early for the bank',
    },
    value: DAYS,
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
    ja: `証明書更新: 証明書を新しいものに更新する(多くの銀行では有効期限の ${RENEWAL_WINDOW_DAYS} 日前から)`,
    en: `replace one that can be renewed (at most banks in its last ${RENEWAL_WINDOW_DAYS} days)`,
  },
  examples: {
    renew: { ja: '更新できる証明書を更新する', en: 'renew what can be renewed' },
    'renew --all': { ja: '更新時期を迎えたものをすべて', en: 'all that are due' },
    'renew --from users.csv --results results.jsonl': {
      ja: '利用者の一覧のすべて',
      en: 'all users of a list',
    },
  },
  menu: { ja: '証明書更新', en: 'Renew: replace one that expires soon' },
  options: OPTIONS,
  needs: 'proof',
  everyBank: { with: ['from', 'allProfiles'] },
  logged: 'always',
  load: () => import('./run.ts'),
});
