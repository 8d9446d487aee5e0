import type { Text } from '../../core/text.ts';

export const generalMessages = {
  'error.line': { ja: 'エラー {code}: {message}', en: 'Error {code}: {message}' },
  'warning.line': { ja: '注意 {code}: {message}', en: 'Warning {code}: {message}' },
  'error.tries-left': {
    ja: 'あと {count} 回間違えるとロックされます。',
    en: 'Tries left before the lock: {count}.',
  },
  'error.request-id': { ja: '受付番号: {requestId}', en: 'Request number: {requestId}' },
  'error.more': { ja: '詳しくは「cert-tool explain {code}」', en: 'More: "cert-tool explain {code}"' },
  'error.logged': {
    ja: 'この実行の記録: 「cert-tool log --run {run}」',
    en: 'Log of this run: "cert-tool log --run {run}"',
  },
  'explain.message': { ja: '内容', en: 'What' },
  'explain.cause': { ja: '原因', en: 'Why' },
  'explain.remedy': { ja: '対処', en: 'What to do' },
  'explain.exit-code': { ja: '終了コード', en: 'Exit code' },
  'explain.rehearsal': { ja: '試すには', en: 'To see it happen' },
  'explain.rehearsal.times': { ja: 'これを {count} 回入力します。', en: 'Type it {count} times.' },
  'version.system': { ja: 'システム', en: 'System' },
  'version.store': { ja: '証明書ストア', en: 'Certificate store' },
  'bank.none': { ja: '接続先の銀行がまだ設定されていません。', en: 'No bank is set yet.' },
  'bank.choose': { ja: '操作を選択してください', en: 'What would you like to do?' },
  'bank.choose.enter': { ja: '銀行のアドレスを入力する', en: "Enter the bank's address" },
  'bank.choose.sandbox': { ja: 'デモ環境で試す', en: 'Try it with the practice bank' },
  'bank.ask.url': { ja: '銀行のアドレス(https://…)', en: "The bank's address (https://…)" },
  'bank.ask.empty': { ja: 'アドレスを入力してください。', en: 'Type the address.' },
  'bank.ask.keep': { ja: 'このアドレスを設定に保存しますか', en: 'Keep this address in the settings?' },
  'bank.kept': { ja: '{file} に保存しました。', en: 'Kept in {file}.' },
  'window.press-key': {
    ja: '何かキーを押すと、このウィンドウを閉じます。',
    en: 'Press any key to close this window.',
  },
} as const satisfies Record<string, Text>;
