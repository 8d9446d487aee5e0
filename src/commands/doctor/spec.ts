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
  {
    flags: '--bundle <file.zip>',
    help: {
      ja: '結果、ログ、設定、証明書の一覧をサポート用の ZIP ファイルにまとめる(秘密キーとパスワードは含まない)',
      en: 'put findings, log, config and inventory into a new ZIP file for support, without keys and passwords',
    },
  },
  {
    flags: '--unmasked',
    help: {
      ja: '--bundle で、ログインID、フォルダ、アカウントと PC の名前を伏せない',
      en: 'with --bundle: leave login IDs, folders, account and host names as they are',
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
    'doctor --last': { ja: '最後に失敗した実行について', en: 'of the last run that failed' },
    'doctor --bundle support.zip': { ja: 'サポートに送るファイルを作る', en: 'a file for support' },
  },
  options: OPTIONS,
  needs: 'nothing',
  logged: { with: ['fix'], otherwise: 'never' },
  examines: true,
  load: () => import('./run.ts'),
});
