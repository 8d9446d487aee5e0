import type { Text } from '../../core/text.ts';

export const doctorMessages = {
  'doctor.looking': { ja: 'この PC を調べています', en: 'Looking at this PC' },
  'doctor.cause': { ja: '主な原因は {code}: {message}', en: 'Main cause {code}: {message}' },
  'doctor.due': { ja: '対応が必要です {code}: {message}', en: 'Needs attention {code}: {message}' },
  'doctor.notice': {
    ja: '異常は見つかりませんでした。参考 {code}: {message}',
    en: 'Nothing wrong was found. Worth knowing {code}: {message}',
  },
  'doctor.well': { ja: '異常は見つかりませんでした。', en: 'Nothing wrong was found.' },
  'doctor.well-as-far': {
    ja: '確認できた範囲では、異常は見つかりませんでした。',
    en: 'Nothing wrong was found, as far as it could be examined.',
  },
  'doctor.detail': { ja: '{message}({detail})', en: '{message} ({detail})' },
  'doctor.finding': {
    ja: '{title} {code}: {message} → {remedy}',
    en: '{title} {code}: {message} -> {remedy}',
  },
  'doctor.note': { ja: '{title}: {note}', en: '{title}: {note}' },
  'doctor.because': { ja: '{id} のため', en: 'because of {id}' },
  'doctor.more': { ja: 'ほかに {count} 件(-v ですべて表示)', en: 'More: {count} (-v shows them all)' },
  'doctor.not-examined': { ja: '未確認: {titles}', en: 'Not examined: {titles}' },
  'doctor.others': { ja: 'ほか {count} 件', en: '{count} more' },
  'doctor.count': { ja: '正常: {count} 件(-v ですべて表示)', en: 'Well: {count} (-v shows them all)' },
  'doctor.status.ok': { ja: '正常', en: 'ok' },
  'doctor.status.warning': { ja: '注意', en: 'warning' },
  'doctor.status.failed': { ja: '異常', en: 'failed' },
  'doctor.status.not-examined': { ja: '未確認', en: 'not examined' },
  'doctor.can.finish': {
    ja: '{loginId} が今できること: 途中の処理を完了する(「{command}」)。',
    en: '{loginId} can now complete the unfinished request: "{command}".',
  },
  'doctor.can.at-work': {
    ja: '{loginId} の処理は、ほかの cert-tool が実行中です。終わるまで待ってください。',
    en: 'Another cert-tool is at work for {loginId}: wait until it has ended.',
  },
  'doctor.can.issue': {
    ja: '{loginId} が今できること: 証明書発行(issue)。別の PC で発行済みの場合は、先に管理者ユーザまたはマスターユーザが失効します。',
    en: '{loginId} can now get a certificate (issue). If there is one on another PC, an administrator or the master user must revoke it first.',
  },
  'doctor.can.replace': {
    ja: '{loginId} が今できること: 失効した証明書をこの PC から削除して(remove --revoked)、証明書発行(issue)。別の PC で発行済みの場合は、先に管理者ユーザまたはマスターユーザが失効します。',
    en: '{loginId} can now have the revoked certificate on this PC cleared away (remove --revoked), then get a new one (issue). If there is one on another PC, an administrator or the master user must revoke it first.',
  },
  'doctor.can.other-store': {
    ja: '{loginId} の証明書は、以前この PC の別の証明書ストア({place})に取り込まれています。証明書発行や失効の前に、--store を付けてそこを調べてください。',
    en: '{loginId} had a certificate installed on this PC in another store ({place}): look there, by --store, before one is issued or revoked.',
  },
  'doctor.can.refused': {
    ja: '{loginId} は前回、銀行に拒否されました({code})。先にこれを解決してから、同じコマンドをもう一度実行してください。',
    en: 'The bank refused {loginId} last time ({code}): see to that first, then run the same command again.',
  },
  'doctor.can.repair': {
    ja: '{loginId} が今できること: この PC の壊れた証明書が {loginId} のものなら、証明書発行(issue)で修復できます。そうでない場合は、issue で新しく取得します。',
    en: '{loginId} can now have the damaged certificate on this PC repaired, if it is theirs, or get one (issue).',
  },
  'doctor.can.issue-again': {
    ja: '{loginId} が今できること: 証明書発行(issue)。有効期限が切れた証明書は更新できません。',
    en: '{loginId} can now get a new certificate (issue): the one here has expired, and cannot be renewed.',
  },
  'doctor.can.show': {
    ja: '{loginId} が今できること: 非表示の証明書を表示に戻す(remove --undo)。',
    en: '{loginId} can now have the hidden certificate shown again (remove --undo).',
  },
  'doctor.can.renew': {
    ja: '{loginId} が今できること: 証明書更新(renew)。有効期限は {expiry} です。',
    en: '{loginId} can now renew (renew): the certificate expires on {expiry}.',
  },
  'doctor.can.nothing': {
    ja: '{loginId} は今は何もする必要がありません。証明書の有効期限は {expiry}、更新できるのは {from} からです。',
    en: '{loginId} has nothing to do now: the certificate expires on {expiry}, and can be renewed from {from} on.',
  },
  'doctor.can.administrator': {
    ja: '{loginId} には管理者が必要です: 自社の管理者ユーザまたはマスターユーザが証明書を失効したあとで、証明書発行(issue)ができます。',
    en: '{loginId} needs an administrator: once one, or the master user, has revoked the certificate, it can be got anew (issue).',
  },
  'doctor.can.other-program': {
    ja: '{loginId} の証明書は、ほかのプログラムが取り込んだものです(有効期限 {expiry})。ログインできる間はそのまま使えます。更新は、そのプログラムで行います。',
    en: '{loginId} has a certificate that another program has installed (until {expiry}): it can stay while the login works, and that program renews it.',
  },
  'doctor.can.mend': {
    ja: '{loginId} の証明書と秘密キーはこの PC にありますが、使用できません。先に {code} を解決してください。失効や再発行は不要です。',
    en: '{loginId} has certificate and key on this PC, and they cannot be used: see to {code} first. Nothing has to be revoked or issued again.',
  },
  'doctor.can.clock': {
    ja: '{loginId} の証明書は有効期間前です。先にこの PC の日付と時刻を確認してください。',
    en: "{loginId} has a certificate that is not valid yet: see to this PC's date and time first.",
  },
  'doctor.can.wait': {
    ja: '{loginId} の証明書は {begin} から有効です。それまでは何もする必要がありません。',
    en: '{loginId} has a certificate that is valid from {begin} on: until then there is nothing to do.',
  },
  'doctor.can.unknown': {
    ja: '{loginId} が今できることは、この PC からは確認できません。',
    en: 'What {loginId} can do now cannot be seen on this PC.',
  },
  'doctor.last.verdict': {
    ja: '最後に失敗した実行 {command}({time}、記録番号 {run})は {code}: {message}',
    en: 'Last failed run {command} ({time}, run {run}) {code}: {message}',
  },
  'doctor.last.unknown': {
    ja: 'この cert-tool では説明できないエラーです。cert-tool を更新してください。',
    en: 'This cert-tool does not know that error: update cert-tool.',
  },
  'doctor.last.none': {
    ja: '失敗した実行の記録はありません。',
    en: 'No failed run is in the log.',
  },
  'doctor.last.none-of': {
    ja: '{loginId} の失敗した実行の記録はありません。',
    en: 'No failed run of {loginId} is in the log.',
  },
  'doctor.last.of-nobody': {
    ja: '利用者がわかる前に失敗した実行があります: {command}({time}、記録番号 {run})。「{log}」で確認できます。',
    en: 'One has failed before it knew of whom it was: {command} ({time}, run {run}). See "{log}".',
  },
  'doctor.last.made-good': {
    ja: 'その後、同じコマンドは成功しています(記録番号 {run})。',
    en: 'The same command has succeeded since then (run {run}).',
  },
  'doctor.last.today': {
    ja: '関係する項目の現在の状態:',
    en: 'What bears on it, as it is now:',
  },
  'doctor.bundle.inside': { ja: '{file} に含める内容:', en: 'What goes into {file}:' },
  'doctor.bundle.part': { ja: '{what}({size} バイト)', en: '{what} ({size} bytes)' },
  'doctor.bundle.doctor.json': { ja: '調べた結果', en: 'what was found' },
  'doctor.bundle.log.jsonl': { ja: '最近の実行のログ', en: 'the log of the last runs' },
  'doctor.bundle.config.json': { ja: '設定', en: 'the settings' },
  'doctor.bundle.store.json': {
    ja: '証明書の一覧(秘密キーは含まない)',
    en: 'the certificates, without their keys',
  },
  'doctor.bundle.versions.json': { ja: 'バージョン', en: 'versions' },
  'doctor.bundle.write': { ja: 'このファイルを作成しますか', en: 'Write this file?' },
  'doctor.bundle.written': { ja: '作成しました: {file}', en: 'Written: {file}' },
  'doctor.fix.rights': {
    ja: 'データフォルダとその中のファイルを、自分だけが使用できるようにしますか',
    en: 'Make the data folder, and the files in it, yours alone?',
  },
  'doctor.fix.entry': {
    ja: '{loginId} の届いている証明書を取り込みますか(ログインは不要)',
    en: 'Install the certificate of {loginId} that has arrived (no login is needed)?',
  },
  'doctor.fix.superseded': {
    ja: '{loginId} の古い証明書(シリアル番号 {serialNumber})を非表示にしますか(「remove --undo」で元に戻せます)',
    en: 'Hide the old certificate of {loginId} (serial number {serialNumber}; "remove --undo" shows it again)?',
  },
  'doctor.fix.policy': {
    ja: '{browser} の証明書選択ポリシー(この PC のすべてのユーザに有効)に、この PC の証明書の認証局を追加しますか',
    en: "Add the certification authorities of this PC's certificates to the policy of {browser}, for all users of this PC?",
  },
  'doctor.fix.none': {
    ja: 'ここで修復できるものはありません。',
    en: 'There is nothing that can be put right here.',
  },
  'doctor.fix.done': { ja: '完了: {question}', en: 'Done: {question}' },
  'doctor.fix.not-asked': {
    ja: '実行していません(確認できる端末がないため。--yes で実行): {question}',
    en: 'Not done, because nobody can be asked (--yes does it): {question}',
  },
} as const satisfies Record<string, Text>;
