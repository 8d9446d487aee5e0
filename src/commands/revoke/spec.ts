import type { OptionDeclaration, OptionsOf } from '../../core/option.ts';
import { SERIAL_NUMBER, wholeNumberFrom } from '../../core/option-values.ts';
import { SECRET_OPTIONS } from '../ask/options.ts';
import { RESULTS_OPTION } from '../session/many/options.ts';
import { command } from '../spec.ts';

/** More than any company has. */
const MOST_LISTED = 1_000_000;

const OPTIONS = [
  ...SECRET_OPTIONS,
  {
    flags: '--serial-number <hex>',
    help: { ja: '失効する証明書のシリアル番号', en: 'names the certificate' },
    value: SERIAL_NUMBER,
  },
  {
    flags: '--keep-local',
    help: { ja: 'この PC にある場合も削除しない', en: 'leave it on this PC if it is here' },
  },
  {
    flags: '--dry-run',
    help: { ja: '失効する証明書を表示するだけで、失効しない', en: 'show what would go, and revoke nothing' },
  },
  {
    flags: '--from <file>',
    help: {
      ja: 'ログインIDとシリアル番号の一覧(CSV または JSON Lines、- は標準入力)のすべてを失効する',
      en: 'revoke all of a list of login IDs and serial numbers (CSV or JSON lines; - for stdin)',
    },
  },
  {
    flags: '--expect <count>',
    help: {
      ja: '--from の一覧にある証明書の件数(--yes を付ける場合に必要)',
      en: 'how many certificates --from lists; with --yes it is needed',
    },
    value: wholeNumberFrom(0, MOST_LISTED),
  },
  RESULTS_OPTION,
] as const satisfies readonly OptionDeclaration[];

export type RevokeOptions = OptionsOf<typeof OPTIONS>;

export const revoke = command({
  name: 'revoke',
  args: '[login-id...]',
  help: {
    ja: '証明書失効: 銀行で利用者の証明書を失効する(管理者ユーザ、マスターユーザ)',
    en: "revoke users' certificates at the bank (administrators and the master user)",
  },
  examples: {
    'revoke taro --dry-run': { ja: '失効するものを確認する', en: 'see what would go' },
    'revoke taro': { ja: 'その利用者の証明書を失効する', en: "revoke that user's certificate" },
    'revoke --from leavers.csv': { ja: '一覧のすべてを失効する', en: 'revoke all of a list' },
  },
  menu: { ja: '証明書失効', en: "Revoke: a user's certificate (administrators)" },
  options: OPTIONS,
  needs: 'proof',
  logged: 'always',
  load: () => import('./run.ts'),
});
