import type { Saying } from './saying.ts';

/** Shells and npm, before cert-tool has begun. */
export const ofShells: readonly Saying[] = [
  {
    says: [
      'running scripts is disabled on this system',
      'スクリプトの実行が無効になっているため',
      'about_Execution_Policies',
      'PSSecurityException',
    ],
    meaning: {
      ja: 'PowerShell が npx のスクリプトを止めました。npx は npx.cmd、cert-tool は cert-tool.cmd と入力してください。',
      en: 'PowerShell has stopped the script of npx. Type npx.cmd in place of npx, cert-tool.cmd in place of cert-tool.',
    },
    entries: [],
  },
  {
    says: [
      'is not recognized as the name of a cmdlet',
      'is not recognized as an internal or external command',
      '操作可能なプログラムの名前として認識されません',
      '操作可能なプログラムまたはバッチ ファイルとして認識されていません',
      'CommandNotFoundException',
      'command not found',
    ],
    meaning: {
      ja: 'そのプログラムがこの PC にありません。npx または node の場合は、Node.js がインストールされていません。cert-tool の場合は、「npx cert-tool」と入力するか、cert-tool.exe を使用してください。',
      en: 'There is no such program on this PC. If it is npx or node, Node.js is not installed. If it is cert-tool, type "npx cert-tool", or use cert-tool.exe.',
    },
    entries: [],
  },
  {
    says: [
      'Method invocation is supported only on core types in this language mode',
      'MethodInvocationNotSupportedInConstrainedLanguage',
      'この言語モードではコア型のみサポートされます',
    ],
    meaning: {
      ja: 'この PC では PowerShell の機能が制限されています。',
      en: 'PowerShell is restricted on this PC.',
    },
    entries: ['powershell-restricted'],
  },
  {
    says: ['npm ERR!', 'npm error', 'could not determine executable to run'],
    meaning: {
      ja: 'npm がパッケージを取得できず、cert-tool は起動していません。IT 管理者に、この表示全体を伝えてください。',
      en: 'npm could not get the package, and cert-tool has not been started. Give the IT administrator all that is shown.',
    },
    entries: [],
  },
];
