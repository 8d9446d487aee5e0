import type { OptionDeclaration, OptionsOf } from '../../core/option.ts';
import { HTTPS_URL, oneOf } from '../../core/option-values.ts';
import { command } from '../spec.ts';

const OPTIONS = [
  {
    flags: '--browser <name>',
    help: {
      ja: 'ブラウザ: edge、chrome、chromium、firefox',
      en: 'edge, chrome, chromium or firefox',
    },
    value: oneOf(['edge', 'chrome', 'chromium', 'firefox']),
  },
  {
    flags: '--format <kind>',
    help: {
      ja: '形式: reg(Windows のレジストリ)、json(Linux)',
      en: "reg (Windows' registry) or json (Linux)",
    },
    value: oneOf(['reg', 'json']),
  },
  {
    flags: '--login-page <url>',
    help: { ja: '銀行のログイン画面のアドレス', en: "address of the bank's login page" },
    value: HTTPS_URL,
  },
  {
    flags: '--several-users',
    help: {
      ja: '1 つのアカウントに複数の利用者の証明書がある場合: ブラウザに選択させる',
      en: 'for the certificates of several users in one account: the browser asks',
    },
  },
  {
    flags: '--install',
    help: {
      ja: 'この PC に設定する(管理者権限が必要)',
      en: 'set it on this PC (as administrator or root)',
    },
  },
  {
    flags: '--remove',
    help: {
      ja: '--install による設定を取り消す(管理者権限が必要)',
      en: 'take away what --install set (as administrator or root)',
    },
  },
] as const satisfies readonly OptionDeclaration[];

export type BrowserPolicyOptions = OptionsOf<typeof OPTIONS>;

export const browserPolicy = command({
  name: 'browser-policy',
  help: {
    ja: 'ブラウザが証明書を自動で選択するポリシーを表示・設定する',
    en: 'the policy that makes the browser choose the certificate by itself',
  },
  examples: {
    'browser-policy': { ja: 'ポリシーを表示する', en: 'show the policy' },
    'browser-policy --install': {
      ja: 'この PC に設定する(管理者権限)',
      en: 'set it on this PC (administrators)',
    },
    'browser-policy --browser firefox --install': { ja: 'Firefox に設定する', en: 'set it for Firefox' },
  },
  options: OPTIONS,
  needs: { default: { need: 'bank', unless: { option: 'browser', is: 'firefox' } } },
  logged: { with: ['install', 'remove'] },
  load: () => import('./run.ts'),
});
