import type { CatalogueEntry } from './entry.ts';

/** Exit codes 7 and 8: this PC's certificate store or cert-tool's own folder, and what is not in them. */
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
    message: { ja: '{store} に書き込めません。', en: 'Cannot write to {store}.' },
    cause: {
      ja: '権限がない、または読み取り専用です。',
      en: 'You have no right to write there, or it is read-only.',
    },
    remedy: {
      ja: 'フォルダの権限を確認してから、もう一度実行してください。',
      en: 'Check the rights of the folder and run the command again.',
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
      ja: 'もう一度実行してください。続く場合は --verbose の出力を添えて管理者に相談してください。',
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
  'system-account': {
    code: 'CT-7020',
    message: {
      ja: 'Windows のアカウント {account} で実行されているため、証明書ストアを使用しません。',
      en: "Running as the Windows account {account}, whose certificate store nobody's browser reads.",
    },
    cause: {
      ja: '証明書は Windows のユーザごとに保存され、そのユーザのブラウザだけが使用できます。SYSTEM やサービスのアカウントに取り込んでも、利用者には使えません。',
      en: "Certificates are kept for each Windows user, and only that user's browser can use them. In the store of SYSTEM or of a service they are of no use to anybody.",
    },
    remedy: {
      ja: '証明書を使う利用者のアカウントで実行してください。Intune では「ログオンしたユーザーの資格情報を使用して実行する」、タスク スケジューラや GPO ではログオン時にそのユーザとして実行する設定にします。',
      en: 'Run it as the user who will use the certificate: in Intune with the logged on credentials, by Task Scheduler or group policy at logon as that user.',
    },
  },
  'other-account': {
    code: 'CT-7021',
    message: {
      ja: 'cert-tool は {account} として実行されていますが、デスクトップにサインインしているのは {desktop} です。',
      en: 'cert-tool runs as {account}, but it is {desktop} who is signed in at the desktop.',
    },
    cause: {
      ja: '「別のユーザーとして実行」や、別のアカウントのパスワードによる管理者としての実行では、証明書はそのアカウントに取り込まれ、デスクトップの利用者のブラウザからは使えません。',
      en: 'With "Run as different user", or elevated by another account\'s password, the certificate goes to that account, where the browser of the person at the desktop does not find it.',
    },
    remedy: {
      ja: '管理者としてではなく、{desktop} として実行してください。{account} の証明書ストアを使う場合は --yes を付けます。',
      en: 'Run it as {desktop}, not as an administrator. If the store of {account} is the one that is meant, add --yes.',
    },
  },
  'signing-not-possible': {
    code: 'CT-7022',
    message: {
      ja: '証明書ストア「{store}」では、秘密キーで署名できません。',
      en: 'Through the certificate store "{store}" nothing can be signed with a private key.',
    },
    cause: {
      ja: 'certutil には署名の機能がないため、秘密キーの動作を確かめることも、証明書更新もできません。',
      en: 'certutil has no way to sign, so a key cannot be tried and a certificate not be renewed.',
    },
    remedy: {
      ja: '--store powershell を付けて実行してください。使用できない場合は --store native を試してください。',
      en: 'Run it with --store powershell, or where that cannot be used with --store native.',
    },
  },
  'koffi-missing': {
    code: 'CT-7030',
    message: {
      ja: '--store native に必要な部品 koffi を読み込めません。',
      en: 'The package koffi, which --store native needs, cannot be loaded.',
    },
    cause: {
      ja: 'koffi は任意の依存パッケージです。オプションの依存パッケージを除いてインストールされたか、この PC の種類に対応していません。または、この PC のポリシー(AppLocker など)が読み込みを禁止しています。',
      en: 'It is an optional dependency: it was left out at the installation, or does not support this kind of PC. Or a policy of the PC (such as AppLocker) forbids loading it.',
    },
    remedy: {
      ja: '--store powershell を付けて実行するか、cert-tool を --omit=optional なしでインストールし直してください。単体の cert-tool.exe には koffi が含まれています。',
      en: 'Run it with --store powershell, or install cert-tool again without --omit=optional. The single executable cert-tool.exe has koffi inside.',
    },
  },
  'program-missing': {
    code: 'CT-7040',
    message: { ja: 'プログラム {program} が見つかりません。', en: 'The program {program} does not exist.' },
    cause: {
      ja: '証明書ストアを使うためのプログラムが、この PC にないか、削除されています。',
      en: 'A program that the certificate store needs is not on this PC, or was removed.',
    },
    remedy: {
      ja: '--store で別のストアを指定してください。Windows のプログラムがない場合は、管理者に相談してください。',
      en: 'Name another store by --store. If a program of Windows is missing, ask your administrator.',
    },
  },
  'program-failed': {
    code: 'CT-7041',
    message: {
      ja: 'プログラム {program} が正しく動作しません: {detail}',
      en: 'The program {program} does not work: {detail}',
    },
    cause: {
      ja: 'ウイルス対策ソフトや組織のポリシーが止めているか、PC の負荷が高すぎます。',
      en: 'Security software or a policy stops it, or this PC is too busy.',
    },
    remedy: {
      ja: 'もう一度実行してください。続く場合は --store で別のストアを指定するか、--verbose の出力を添えて管理者に相談してください。',
      en: 'Run the command again. If the problem persists, name another store by --store, or show the output of --verbose to your administrator.',
    },
  },
  'powershell-restricted': {
    code: 'CT-7042',
    message: {
      ja: 'この PC では PowerShell の機能が制限されています(制約付き言語モード)。',
      en: 'PowerShell is restricted on this PC (Constrained Language Mode).',
    },
    cause: {
      ja: '組織のポリシー(AppLocker、App Control for Business など)により、証明書ストアの操作に必要な .NET の呼び出しが禁止されています。',
      en: 'A policy (AppLocker, App Control for Business) forbids the calls of .NET that work on the certificate store.',
    },
    remedy: {
      ja: '--store を付けなければ、別の方法が自動で選択されます。または --store native を試してください。',
      en: 'Without --store another way is chosen by itself. Or try --store native.',
    },
  },
  'net-framework-too-old': {
    code: 'CT-7043',
    message: {
      ja: '.NET Framework が古すぎます。4.7.2 以降が必要です。',
      en: 'The .NET Framework is too old: 4.7.2 or newer is needed.',
    },
    cause: {
      ja: 'Windows PowerShell が使う .NET Framework が更新されていません。',
      en: 'The .NET Framework that Windows PowerShell uses was not updated.',
    },
    remedy: {
      ja: 'Windows Update で .NET Framework を更新するか、管理者に相談してください。',
      en: 'Update the .NET Framework by Windows Update, or ask your administrator.',
    },
  },
  'strong-key-protection': {
    code: 'CT-7044',
    message: {
      ja: 'この PC では、秘密キーを使うたびに確認画面が必要な設定になっています。',
      en: 'On this PC every use of a private key has to be confirmed in a dialog.',
    },
    cause: {
      ja: 'グループ ポリシー「システム暗号化: コンピューターに保存されているユーザー キーに強力なキー保護を強制する」が有効です。',
      en: 'The group policy "System cryptography: Force strong key protection for user keys stored on the computer" is on.',
    },
    remedy: {
      ja: '管理者に、このポリシーの変更を相談してください。',
      en: 'Ask your administrator about this policy.',
    },
  },
  'certificate-not-found': {
    code: 'CT-8001',
    message: { ja: '該当する証明書がこの PC にありません。', en: 'There is no such certificate on this PC.' },
    cause: {
      ja: '証明書がまだ取得されていないか、指定が違います。',
      en: 'None was issued here yet, or another one is meant.',
    },
    remedy: {
      ja: '「cert-tool list」で一覧を確認してください。取得は「cert-tool issue」で行います。',
      en: 'See "cert-tool list". "cert-tool issue" gets one.',
    },
  },
  'user-not-found': {
    code: 'CT-8002',
    message: {
      ja: 'ログインID {loginId} の利用者はいません。',
      en: 'There is no user with the login ID {loginId}.',
    },
    cause: { ja: 'ログインIDの誤りです。', en: 'The login ID is mistyped.' },
    remedy: {
      ja: 'ログインIDを確認して、もう一度実行してください。',
      en: 'Check the login ID and run the command again.',
    },
  },
  'unknown-to-bank': {
    code: 'CT-8003',
    message: {
      ja: '銀行は証明書シリアル番号 {serialNumber} の証明書を知りません。',
      en: 'The bank does not know a certificate with the serial number {serialNumber}.',
    },
    cause: {
      ja: 'この利用者の証明書として銀行に記録されていません。',
      en: 'In its records this user has no such certificate.',
    },
    remedy: {
      ja: '「cert-tool issue {loginId}」で証明書の状態を確認し、必要であれば取得してください。{support}',
      en: 'See with "cert-tool issue {loginId}" how things are, and get one if there is none. {support}',
    },
  },
} as const satisfies Record<string, CatalogueEntry>;
