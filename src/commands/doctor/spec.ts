import type { OptionDeclaration, OptionsOf } from '../../core/option.ts';
import { HTTPS_URL } from '../../core/option-values.ts';
import { command } from '../spec.ts';

const OPTIONS = [
  {
    flags: '--login-page <url>',
    help: {
      ja: 'ブラウザと同じように、証明書を提示してこのログイン画面にも接続する',
      en: 'go to this login page, too, as the browser does, with the certificate',
    },
    value: HTTPS_URL,
  },
  {
    flags: '--fix',
    help: {
      ja: '害のない修復を、1 つずつ確認して実行する',
      en: 'put right what cannot hurt, asking each time',
    },
  },
  {
    flags: '--last',
    help: {
      ja: 'ログから、最後に失敗した実行の原因と対処を表示する',
      en: 'explain the last run that failed, from the log',
    },
  },
] as const satisfies readonly OptionDeclaration[];

export type DoctorOptions = OptionsOf<typeof OPTIONS>;

export const doctor = command({
  name: 'doctor',
  args: '[login-id]',
  help: {
    ja: 'うまくいかない原因を調べ、対処を表示する(何も変更しない)',
    en: 'find out what is wrong, and say what to do; changes nothing',
  },
  examples: {
    doctor: { ja: '1 行目が主な原因', en: 'the first line is the main cause' },
    'doctor hanakodt': { ja: 'この利用者が今できることも', en: 'and what this user can do now' },
    'doctor --last': { ja: '最後に失敗した実行について', en: 'of the last run that failed' },
    'doctor -v': { ja: 'すべての項目', en: 'everything that was looked at' },
  },
  options: OPTIONS,
  needs: 'nothing',
  logged: { with: ['fix'], otherwise: 'never' },
  examines: true,
  load: () => import('./run.ts'),
});
