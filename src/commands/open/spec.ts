import type { OptionDeclaration, OptionsOf } from '../../core/option.ts';
import { HTTPS_URL, oneOf } from '../../core/option-values.ts';
import { command } from '../spec.ts';

/** Firefox is told about by `checkUsage`. */
const SHOWN = ['edge', 'chrome', 'chromium'];

const OPTIONS = [
  {
    flags: '--browser <name>',
    help: { ja: 'ブラウザ: edge、chrome、chromium', en: 'edge, chrome or chromium' },
    value: { ...oneOf(['edge', 'chrome', 'chromium', 'firefox']), allowed: SHOWN.join(', '), choices: SHOWN },
  },
  {
    flags: '--login-page <url>',
    help: { ja: '銀行のログイン画面のアドレス', en: "address of the bank's login page" },
    value: HTTPS_URL,
  },
] as const satisfies readonly OptionDeclaration[];

export type OpenOptions = OptionsOf<typeof OPTIONS>;

export const open = command({
  name: 'open',
  args: '[login-id]',
  help: {
    ja: '銀行のログイン画面を、ログインIDごとに分かれたブラウザで開く',
    en: "the bank's login page, in a browser of the login ID's own",
  },
  examples: {
    'open taro': { ja: 'taro のブラウザで開く', en: "in taro's browser" },
    'open taro --browser edge': { ja: 'Edge で開く', en: 'in Edge' },
  },
  options: OPTIONS,
  needs: 'bank',
  logged: 'always',
  load: () => import('./run.ts'),
});
