import type { CatalogueEntry } from './entry.ts';

/** Exit code 7: what a store works with, or the account that it runs as, keeps it from being used. */
export const storePrograms = {
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
  'hiding-not-possible': {
    code: 'CT-7031',
    message: {
      ja: '証明書ストア「{store}」では、証明書を非表示にできません。',
      en: 'In the certificate store "{store}" no certificate can be hidden.',
    },
    cause: {
      ja: '証明書を非表示にできるのは、Windows の証明書ストア(powershell、native)と file ストアだけです。',
      en: "Only Windows' store, through powershell or native, and the store of files can hide certificates.",
    },
    remedy: {
      ja: '--store powershell または --store native を付けて実行するか、--delete で削除してください。',
      en: 'Run it with --store powershell or --store native, or delete the certificate with --delete.',
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
  'place-not-lasting': {
    code: 'CT-7032',
    message: {
      ja: 'この場所に取り込んだ証明書は残りません: {detail}。',
      en: 'A certificate does not stay here: {detail}.',
    },
    cause: {
      ja: '証明書が失われると、失効の手続きが済むまで、ログインも取得もできません。',
      en: 'Once it is lost, nobody can log in or get another one before the lost one is revoked.',
    },
    remedy: {
      ja: '通常のプロファイルでサインインし直すか、--store や --store-dir で残る場所を指定してください。一時的なプロファイルになる原因は、社内の IT 担当者に相談してください。承知のうえで続ける場合は --here-anyway を付けます。',
      en: 'Sign in anew with your usual profile, or name a place that stays by --store or --store-dir; ask your administrator why the profile is temporary. To go on all the same, add --here-anyway.',
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
      ja: '--store で別のストアを指定してください。Windows のプログラムがない場合は、社内の IT 担当者に相談してください。',
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
      ja: 'もう一度実行してください。続く場合は --store で別のストアを指定するか、--verbose の出力を添えて社内の IT 担当者に相談してください。',
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
      ja: 'Windows Update で .NET Framework を更新するか、社内の IT 担当者に相談してください。',
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
      ja: 'このポリシーの変更を、社内の IT 担当者に相談してください。',
      en: 'Ask your administrator about this policy.',
    },
  },
} as const satisfies Record<string, CatalogueEntry>;
