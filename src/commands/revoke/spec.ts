import type { OptionDeclaration, OptionsOf } from '../../core/option.ts';
import { SERIAL_NUMBER } from '../../core/option-values.ts';
import { SECRET_OPTIONS } from '../ask/options.ts';
import { command } from '../spec.ts';

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
] as const satisfies readonly OptionDeclaration[];

export type RevokeOptions = OptionsOf<typeof OPTIONS>;

export const revoke = command({
  name: 'revoke',
  args: '[login-id...]',
  help: {
    ja: '証明書失効: 銀行で利用者の証明書を失効する(管理者ユーザ、マスターユーザ)',
    en: "revoke users' certificates at the bank (administrators and the master user)",
  },
  menu: { ja: '証明書失効', en: "Revoke: a user's certificate (administrators)" },
  options: OPTIONS,
  needs: 'proof',
  load: () => import('./run.ts'),
});
