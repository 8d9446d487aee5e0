import type { OptionDeclaration, OptionsOf } from '../../core/option.ts';
import { SECRET_OPTIONS } from '../ask/options.ts';
import { LIST_OPTIONS } from '../session/many/options.ts';
import { REQUEST_OPTIONS } from '../session/options.ts';
import { command } from '../spec.ts';

const OPTIONS = [
  ...SECRET_OPTIONS,
  ...REQUEST_OPTIONS,
  ...LIST_OPTIONS,
  {
    flags: '--check-bank',
    help: {
      ja: '取得済みでも銀行に確認する',
      en: 'ask the bank even when a certificate is here',
    },
  },
] as const satisfies readonly OptionDeclaration[];

export type IssueOptions = OptionsOf<typeof OPTIONS>;

export const issue = command({
  name: 'issue',
  args: '[login-id]',
  help: {
    ja: '証明書発行: 証明書を取得し、この PC に取り込む',
    en: 'get a certificate and install it',
  },
  examples: {
    issue: { ja: '取得する(足りないものは質問する)', en: 'get one; what is missing is asked' },
    'issue --sandbox': { ja: 'デモ環境で試す', en: 'try it with the practice bank' },
    'issue taro --dry-run': { ja: '要求を送る直前まで実行する', en: 'do all but send the request' },
  },
  menu: { ja: '証明書発行', en: 'Issue: get a certificate' },
  options: OPTIONS,
  needs: 'login',
  everyBank: { with: ['from'] },
  logged: 'always',
  load: () => import('./run.ts'),
});
