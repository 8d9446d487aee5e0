import type { CatalogueEntry } from './entry.ts';

/** Exit code 7: this PC's certificate store, or cert-tool's own folder. */
export const store = {
  'store-missing': {
    code: 'CT-7001',
    message: {
      ja: '証明書ストア {store} が見つかりません。',
      en: 'The certificate store {store} does not exist.',
    },
    cause: {
      ja: '指定したフォルダがない、またはこの PC にそのストアがありません。',
      en: 'The folder does not exist, or this PC has no such store.',
    },
    remedy: { ja: '--store と --store-dir を確認してください。', en: 'Check --store and --store-dir.' },
  },
  'store-read-only': {
    code: 'CT-7002',
    message: { ja: '{store} を使用できません: {detail}', en: '{store} cannot be used: {detail}' },
    cause: {
      ja: '読み取りまたは書き込みの権限がないか、読み取り専用です。ほかのユーザ(管理者など)が作成したファイルのこともあります。',
      en: 'You have no right to read or write there, or it is read-only. Another user, such as an administrator, may have made the file.',
    },
    remedy: {
      ja: 'フォルダとファイルの所有者と権限を確認してから、もう一度実行してください。',
      en: 'Check the owner and the rights of its folder and files and run the command again.',
    },
  },
  'store-full': {
    code: 'CT-7003',
    message: {
      ja: 'ディスクの空きがないため、{store} に書き込めません。',
      en: 'The disk is full: {store} cannot be written.',
    },
    cause: {
      ja: 'ディスクの空き容量、または割り当てがありません。',
      en: 'There is no free space, or the quota is used up.',
    },
    remedy: {
      ja: '空き容量を増やしてから、もう一度実行してください。',
      en: 'Free some space and run the command again.',
    },
  },
  'store-unsafe': {
    code: 'CT-7004',
    message: {
      ja: '{store} は安全ではないため使用しません: {detail}',
      en: '{store} is not safe to use: {detail}',
    },
    cause: {
      ja: 'シンボリックリンクであるか、ほかのユーザが所有、変更、または読み取りできます。',
      en: 'It is a symbolic link, or another user owns it or can change or read it.',
    },
    remedy: {
      ja: '自分だけが使える通常のフォルダを指定してください。権限は「chmod 700 <フォルダ>」「chmod 600 <ファイル>」で直せます。',
      en: 'Use an ordinary folder that only you can use. chmod 700 (folders) and chmod 600 (files) mend the rights.',
    },
  },
  'store-failed': {
    code: 'CT-7005',
    message: {
      ja: '証明書ストアでエラーが発生しました: {detail}',
      en: 'The certificate store failed: {detail}',
    },
    cause: {
      ja: '証明書ストアが処理を拒否したか、内容が壊れています。',
      en: 'The store refused, or its content is damaged.',
    },
    remedy: {
      ja: 'もう一度実行してください。続く場合は --verbose の出力を添えて社内の IT 担当者に相談してください。',
      en: 'Run the command again. If the problem persists, show the output of --verbose to your administrator.',
    },
  },
  'store-not-available': {
    code: 'CT-7006',
    message: {
      ja: '証明書ストア「{store}」は使用できません: {detail}',
      en: 'The certificate store "{store}" cannot be used: {detail}',
    },
    cause: {
      ja: 'このシステムにないストアであるか、必要なプログラムがないか、組織の設定で制限されています。',
      en: 'This system has no such store, a program that it needs is missing, or a policy forbids it.',
    },
    remedy: {
      ja: '--store で別のストアを指定するか、--sandbox(デモ環境)を付けて実行してください。--store を付けないと自動で選択されます。',
      en: 'Name another one by --store, or run it with --sandbox for the practice bank. Without --store one is chosen by itself.',
    },
  },
  'trial-signature-failed': {
    code: 'CT-7007',
    message: {
      ja: '証明書を取り込みましたが、試しの署名ができませんでした。',
      en: 'The certificate was installed, but the trial signature with its key failed.',
    },
    cause: {
      ja: '証明書ストアで秘密キーと証明書が正しく結び付いていません。',
      en: 'In the store, key and certificate are not linked correctly.',
    },
    remedy: {
      ja: 'もう一度実行してください。証明書は銀行に保管されており、失われません。',
      en: 'Run the command again. The certificate is not lost: the bank keeps it.',
    },
  },
  'data-folder-failed': {
    code: 'CT-7008',
    message: {
      ja: 'cert-tool のフォルダ {folder} を使用できません: {detail}',
      en: 'The folder {folder} of cert-tool cannot be used: {detail}',
    },
    cause: {
      ja: '権限がない、ディスクの空きがない、または内容が壊れています。',
      en: 'You have no right to use it, the disk is full, or its content is damaged.',
    },
    remedy: {
      ja: 'フォルダの権限と空き容量を確認してから、もう一度実行してください。',
      en: 'Check its rights and the free space and run the command again.',
    },
  },
  'damaged-entry': {
    code: 'CT-7009',
    message: {
      ja: '途中の処理の記録 {file} が壊れています。',
      en: 'The record {file} of an unfinished request is damaged.',
    },
    cause: {
      ja: 'ファイルがほかのプログラムで変更されたか、ディスクに異常があります。',
      en: 'Another program changed the file, or the disk is failing.',
    },
    remedy: {
      ja: 'ファイルを別の場所に移してから、もう一度実行してください。未確認の証明書は、あらためて取得できます。',
      en: 'Move the file away and run the command again. An unconfirmed certificate can be asked for anew.',
    },
  },
  'newer-data': {
    code: 'CT-7011',
    message: {
      ja: '{file} は、より新しい cert-tool が書き込んだデータです。このバージョンでは使用できません。',
      en: '{file} was written by a newer cert-tool, and this version cannot use it.',
    },
    cause: {
      ja: '以前に、より新しい cert-tool がこのフォルダを使用しました。データは変更していません。',
      en: 'A newer cert-tool has worked in this folder before. Its data was not touched.',
    },
    remedy: {
      ja: 'その新しい cert-tool で、もう一度実行してください。',
      en: 'Run the command again with that newer cert-tool.',
    },
  },
  'key-lost': {
    code: 'CT-7010',
    message: {
      ja: '途中の処理の秘密キーが証明書ストアにありません。',
      en: 'The private key of the unfinished request is not in the store any more.',
    },
    cause: {
      ja: '証明書ストアの内容が、別のプログラムまたは別のユーザにより削除されました。',
      en: 'Another program or person removed it from the store.',
    },
    remedy: {
      ja: 'もう一度実行してください。新しい秘密キーで証明書を取得し直します。',
      en: 'Run the command again: it gets a certificate for a new key.',
    },
  },
} as const satisfies Record<string, CatalogueEntry>;
