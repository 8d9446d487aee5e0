import type { OptionDeclaration, OptionsOf } from '../../../core/option.ts';
import { wholeNumberFrom } from '../../../core/option-values.ts';

/** So many at once are more than any bank or PC has a use for. */
const MOST_JOBS = 64;

/** Of every list. */
export const RESULTS_OPTION = {
  flags: '--results <file>',
  help: {
    ja: '--from の結果を、終わった順に 1 行ずつ JSON で追記する',
    en: 'append the results of --from, as they come, as JSON lines',
  },
} as const satisfies OptionDeclaration;

/** What `issue` and `renew` take for a list of users. */
export const LIST_OPTIONS = [
  {
    flags: '--from <file>',
    help: {
      ja: '利用者の一覧(CSV または JSON Lines、- は標準入力)のすべてに実行する',
      en: 'do it for all users of a list (CSV or JSON lines; - for stdin)',
    },
  },
  {
    flags: '--jobs <n>',
    help: { ja: '--from で同時に処理する人数', en: 'how many users of --from at once' },
    value: wholeNumberFrom(1, MOST_JOBS),
  },
  RESULTS_OPTION,
  {
    flags: '--keep-going',
    help: {
      ja: '続けて拒否されても --from を止めない',
      en: 'do not stop --from when many are refused in a row',
    },
  },
] as const satisfies readonly OptionDeclaration[];

export type ListOptions = OptionsOf<typeof LIST_OPTIONS>;
