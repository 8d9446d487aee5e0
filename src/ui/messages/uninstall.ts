import type { Text } from '../../core/text.ts';

export const uninstallMessages = {
  'uninstall.going': {
    ja: 'cert-tool がこの PC に置いたもの(取り除きます):',
    en: 'What cert-tool put on this PC, and what goes:',
  },
  'uninstall.nothing': {
    ja: 'cert-tool がこの PC に置いたもので、取り除くものはありません。',
    en: 'There is nothing of cert-tool on this PC that could be taken away.',
  },
  'uninstall.staying': { ja: '残るもの:', en: 'What stays:' },
  'uninstall.browser-policy': {
    ja: 'ブラウザ({browser})のポリシー: {place}(この PC の全ユーザに有効)',
    en: 'policy of a browser ({browser}), for all users of this PC: {place}',
  },
  'uninstall.browser-folder': {
    ja: 'ログインID {loginId} のブラウザのフォルダ: {folder}',
    en: "browser folder of {loginId}'s: {folder}",
  },
  'uninstall.certificate': {
    ja: '証明書と秘密キー: {name}(証明書シリアル番号 {serialNumber})',
    en: 'certificate and key: {name} (serial number {serialNumber})',
  },
  'uninstall.damaged': {
    ja: 'ファイルが壊れた証明書と、その秘密キー: {location}',
    en: 'certificate whose files are damaged, and its key: {location}',
  },
  'uninstall.certificates': {
    ja: '証明書と秘密キー {count} 件(ログインID {loginIds})。削除する場合は --certificates を付けてください。',
    en: 'certificates and keys: {count} ({loginIds}). --certificates deletes them, too.',
  },
  'uninstall.no-store': {
    ja: '証明書ストアを開けないため、その中の証明書を確認できません: {reason}',
    en: 'The certificate store cannot be opened, so what is in it is not known: {reason}',
  },
  'uninstall.practice-bank': { ja: 'デモ環境のデータ: {path}', en: "the practice bank's data: {path}" },
  'uninstall.login-ids': { ja: '控えたログインID: {path}', en: 'login IDs that were noted: {path}' },
  'uninstall.retirement': {
    ja: '途中の「PC の入れ替え」の記録: {path}',
    en: 'record of a PC that is being retired: {path}',
  },
  'uninstall.codes': {
    ja: 'トークンのワンタイムパスワードを最後に使用した時刻の記録: {path}',
    en: "when a token's code was used last: {path}",
  },
  'uninstall.renewal': {
    ja: '証明書を更新できる日時の記録: {path}',
    en: 'from when certificates can be renewed: {path}',
  },
  'uninstall.refusals': {
    ja: '銀行またはプロキシに拒否されたパスワードの記録: {path}',
    en: 'records of passwords that a bank or a proxy refused: {path}',
  },
  'uninstall.pending-keys': {
    ja: '証明書を待つ秘密キーのフォルダ: {path}',
    en: 'folder of keys that wait for a certificate: {path}',
  },
  'uninstall.keys': {
    ja: '処理の記録がない、証明書を待つ秘密キー: {count} 件',
    en: 'keys that wait for a certificate, of requests that are not known: {count}',
  },
  'uninstall.journal': { ja: '処理の記録: {path}', en: 'journal of requests: {path}' },
  'uninstall.clock': { ja: '時計のずれの記録: {path}', en: "record of this PC's clock: {path}" },
  'uninstall.compiled-code': {
    ja: '起動を速くするためのコンパイル済みのコード: {path}',
    en: 'compiled code, which starts cert-tool faster: {path}',
  },
  'uninstall.reminder-record': {
    ja: 'リマインダーの記録: {path}',
    en: 'what the reminder has noted: {path}',
  },
  'uninstall.reminder': {
    ja: '毎日のリマインダー: {place}',
    en: 'the daily reminder: {place}',
  },
  'uninstall.reminder-deployed': {
    ja: '毎日のリマインダー(管理者が PC 全体に配布したもの): {place}',
    en: 'the daily reminder that an administrator deployed for the whole PC: {place}',
  },
  'uninstall.shortcut': {
    ja: 'スタートメニューの項目: {path}',
    en: 'start-menu entry: {path}',
  },
  'uninstall.banks': { ja: '銀行の認証局の記録: {path}', en: 'who the banks are: {path}' },
  'uninstall.locks': { ja: '同時実行を防ぐためのファイル: {path}', en: 'locks: {path}' },
  'uninstall.config': { ja: '設定ファイル: {path}', en: 'config file: {path}' },
  'uninstall.log': { ja: 'ログファイル: {path}', en: 'log file: {path}' },
  'uninstall.machine-config': {
    ja: 'PC 全体の設定ファイル(管理者が配布したもの): {path}',
    en: 'config file of the whole PC, which its administrator deployed: {path}',
  },
  'uninstall.executable': {
    ja: 'cert-tool 自身: {path}(ファイルを削除してください)',
    en: 'cert-tool itself: {path} (delete the file)',
  },
  'uninstall.npm': {
    ja: 'cert-tool 自身: npm で入れた場合は「npm uninstall --global cert-tool」で取り除けます。',
    en: 'cert-tool itself: where npm installed it, "npm uninstall --global cert-tool" takes it away.',
  },
  'uninstall.npx': {
    ja: 'cert-tool 自身: npx は npm のキャッシュに置くだけです。取り除く必要はありません。',
    en: 'cert-tool itself: npx only keeps it in the cache of npm; nothing has to be done.',
  },
  'uninstall.ask': { ja: '取り除きますか', en: 'Take these away?' },
  'uninstall.ask-certificates': {
    ja: 'ログインID {loginIds} の証明書と秘密キーも含めて取り除きますか(ログインIDは控えましたか)',
    en: 'Take these away, with certificates and keys of {loginIds}? (Note the login IDs.)',
  },
  'uninstall.removed': { ja: '取り除きました: {what}', en: 'Gone: {what}' },
  'uninstall.failed': { ja: '取り除けませんでした: {what}', en: 'Could not be taken away: {what}' },
  'uninstall.folder-kept': {
    ja: 'フォルダ {path} は、ほかのものが入っているため残しました: {holds}',
    en: 'The folder {path} stays, because there is something else in it: {holds}',
  },
  'uninstall.kept': { ja: '何も取り除いていません。', en: 'Nothing was taken away.' },
  'uninstall.dry-run': {
    ja: '表示しただけで、何も取り除いていません。',
    en: 'Only shown: nothing was taken away.',
  },
  'uninstall.done': { ja: '取り除きました。', en: 'Done.' },
} as const satisfies Record<string, Text>;
