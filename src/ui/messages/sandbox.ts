import type { Text } from '../../core/text.ts';

export const sandboxMessages = {
  'sandbox.started': {
    ja: 'デモ環境を開始しました。Ctrl-C で終了します。',
    en: 'The practice bank is running. Press Ctrl-C to stop it.',
  },
  'sandbox.environment': {
    ja: '別のターミナルで次を実行すると、cert-tool がデモ環境に接続します:',
    en: 'In another terminal, this makes cert-tool use it:',
  },
  'sandbox.or-option': {
    ja: 'または、コマンドに --sandbox を付けてください。',
    en: 'Or add --sandbox to a command.',
  },
  'sandbox.ended': { ja: 'デモ環境を終了しました。', en: 'The practice bank has stopped.' },
  'sandbox.not-running': { ja: '停止中', en: 'not running' },
  'sandbox.field.bank': { ja: '銀行 API', en: 'Bank API' },
  'sandbox.field.portal': { ja: 'ログイン画面', en: 'Login page' },
  'sandbox.field.ca-file': { ja: 'CA 証明書', en: 'CA file' },
  'sandbox.field.clock': { ja: 'デモ環境の日時', en: 'Its date' },
  'sandbox.column.login-id': { ja: 'ログインID', en: 'Login ID' },
  'sandbox.column.name': { ja: '利用者名', en: 'Name' },
  'sandbox.column.role': { ja: '利用者区分', en: 'Role' },
  'sandbox.column.state': { ja: '証明書状態', en: 'State' },
  'sandbox.column.password': { ja: 'ログインパスワード', en: 'Login password' },
  'sandbox.column.otp': { ja: 'ワンタイムパスワード', en: 'One-time password' },
  'sandbox.otp.none': { ja: 'なし', en: 'none' },
  'sandbox.otp.email': { ja: 'メール', en: 'by e-mail' },
  'sandbox.field.subject': { ja: 'CN(名前)', en: 'CN (name)' },
  'sandbox.field.expires': { ja: '有効期限', en: 'Expires' },
  'sandbox.column.time': { ja: '日時', en: 'Time' },
  'sandbox.column.act': { ja: '操作', en: 'Act' },
  'sandbox.column.detail': { ja: '詳細', en: 'Details' },
  'sandbox.install.installed': {
    ja: '{loginId} の証明書をこの PC に取り込みました。元の証明書は失効しました。',
    en: 'This PC now holds the certificate of {loginId}; the earlier one is revoked.',
  },
  'sandbox.install.already-here': {
    ja: '{loginId} の証明書はすでにこの PC にあります。',
    en: 'This PC holds the certificate of {loginId} already.',
  },
  'sandbox.users.added': { ja: '利用者を {count} 人追加しました。', en: 'Users added: {count}.' },
  'sandbox.faults': { ja: '発生させる障害: {faults}', en: 'Faults: {faults}' },
  'sandbox.unlocked': { ja: '{loginId} のロックを解除しました。', en: '{loginId} is unlocked.' },
  'sandbox.reset.ask': {
    ja: 'デモ環境のデータと、デモ環境で取得した証明書をすべて削除しますか',
    en: 'Remove all data of the practice bank, and the certificates that it issued to this PC?',
  },
  'sandbox.reset.kept': { ja: '何も削除していません。', en: 'Nothing was removed.' },
  'sandbox.reset.done': { ja: 'デモ環境を初期化しました。', en: 'The practice bank is reset.' },
  'sandbox.reset.removed': { ja: '削除した証明書: {count} 件', en: 'Certificates removed: {count}' },
  'sandbox.reset.nothing': { ja: 'デモ環境のデータはありません。', en: 'There is no practice bank here.' },
} as const satisfies Record<string, Text>;
