import { command } from '../spec.ts';

/** The shells whose completions there are. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

export type CompletedShell = (typeof SHELLS)[number];

export const completion = command({
  name: 'completion',
  args: '<shell>',
  argChoices: SHELLS,
  help: {
    ja: `シェルの補完スクリプトを出力する: ${SHELLS.join('、')}`,
    en: `the script by which a shell completes commands: ${SHELLS.join(', ')}`,
  },
  examples: {
    'completion bash': { ja: 'bash 用のスクリプト', en: 'the script for bash' },
    'completion powershell': { ja: 'PowerShell 用のスクリプト', en: 'the script for PowerShell' },
    'completion zsh --lang ja': { ja: '日本語の説明', en: 'with descriptions in Japanese' },
  },
  needs: 'nothing',
  logged: 'never',
  load: () => import('./run.ts'),
});
