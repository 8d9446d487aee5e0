import { X509Certificate } from 'node:crypto';
import { CertToolError } from '../../core/error.ts';
import type { Text } from '../../core/text.ts';
import { readCertificate } from '../../pki/certificate.ts';

export function storeFailed(detail: Text, cause?: unknown): CertToolError {
  return new CertToolError('store-failed', { params: { detail }, cause });
}

/** Reads the certificate that is to be installed. @throws CertToolError `store-failed` */
export function readIssued(pem: string) {
  return asCertificate(() => {
    // OpenSSL refuses some that our reader takes, and all that follows needs both.
    const { raw } = new X509Certificate(pem);
    return readCertificate(raw);
  });
}

/**
 * What of a chain belongs into CurrentUser\\CA, as DER: never a root, for what to trust is for people to decide.
 * @throws CertToolError `store-failed`
 */
export function intermediatesOf(chain: readonly string[]): Buffer[] {
  return asCertificate(() => chain.map((pem) => new X509Certificate(pem)))
    .filter((each) => !each.checkIssued(each))
    .map(({ raw }) => raw);
}

function asCertificate<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw storeFailed(reasons.badCertificate, error);
  }
}

export const reasons = {
  badId: { ja: '発行要求の名前が正しくありません。', en: 'the name of a request is not valid.' },
  noPendingKey: {
    ja: 'この証明書を待つ秘密キーがありません。',
    en: 'the private key that waits for this certificate is missing.',
  },
  otherKey: {
    ja: '証明書と秘密キーが一致しません。',
    en: 'certificate and private key do not belong together.',
  },
  damagedRequest: {
    ja: '証明書を待つ秘密キーまたは発行要求が壊れています。',
    en: 'a waiting private key or its request is damaged.',
  },
  badCertificate: { ja: '証明書として読み取れません。', en: 'this cannot be read as a certificate.' },
  notReadBack: {
    ja: '書き込んだ証明書を読み戻せません。',
    en: 'the certificate that was written cannot be read back.',
  },
  notRemoved: {
    ja: '証明書を削除できませんでした。',
    en: 'the certificate could not be removed.',
  },
  notArchived: {
    ja: '証明書の表示・非表示を切り替えられませんでした。',
    en: 'the certificate could neither be hidden nor shown.',
  },
  certutilNotStarted: (code: string) => ({
    ja: `certutil.exe を起動できません(${code})。`,
    en: `certutil.exe could not be started (${code}).`,
  }),
  certutilTimeout: (seconds: number) => ({
    ja: `certutil.exe が ${seconds} 秒以内に終了しませんでした。`,
    en: `certutil.exe did not end within ${seconds} seconds.`,
  }),
  certutilTooMuch: { ja: 'certutil.exe の出力が多すぎます。', en: 'certutil.exe printed too much.' },
  certutilFailed: (code: number | string) => ({
    ja: `certutil.exe が終了コード ${code} で終了しました。`,
    en: `certutil.exe ended with exit code ${code}.`,
  }),
  otherCertutil: {
    ja: 'Windows の certutil.exe ではないプログラムが応答しました。',
    en: "the program that answered is not Windows' certutil.exe.",
  },
  notUnderstood: { ja: '理解できない出力が返されました。', en: 'what it prints cannot be understood.' },
  powerShellRefused: (reason: string) => ({
    ja: `PowerShell での処理に失敗しました(${reason})。`,
    en: `PowerShell did not do it (${reason}).`,
  }),
  nssFailed: (program: string, error: string) => ({
    ja: `NSS の ${program} が失敗しました(${error})。`,
    en: `NSS's ${program} failed (${error}).`,
  }),
  nssPassword: {
    ja: 'NSS データベースにパスワード(Firefox ではプライマリーパスワード)が設定されています。cert-tool は、パスワードのないデータベースだけを使用します。',
    en: 'the NSS database has a password (in Firefox the primary password); cert-tool uses databases without one only.',
  },
  nssMissing: (folder: string) => ({
    ja: `フォルダ ${folder} に NSS データベース(cert9.db)がありません。`,
    en: `there is no NSS database (cert9.db) in ${folder}.`,
  }),
  nssUnreadable: (detail: string) => ({
    ja: `NSS データベースを読み取れません(${detail})。`,
    en: `the NSS database cannot be read (${detail}).`,
  }),
  nssBusy: {
    ja: 'ほかのプログラムが NSS データベースに書き込み続けています。',
    en: 'another program goes on writing to the NSS database.',
  },
  nssName: {
    ja: '同じ秘密キーの証明書が、NSS のプログラムに指定できない同じ名前で複数あるため、区別できません。',
    en: 'several certificates of this key have one name, which cannot be given to the programs of NSS, so that they cannot be told apart.',
  },
};

/** What helps where running the command again does not. */
export const remedies = {
  nssPassword: {
    ja: 'ブラウザの設定でプライマリーパスワードを解除するか、パスワードのないプロファイルのフォルダを --nss-profile で指定して、もう一度実行してください。',
    en: "Take the primary password away in the browser's settings, or name the folder of a profile without one by --nss-profile; then run the command again.",
  },
  nssMissing: {
    ja: 'ブラウザを一度起動して終了し、そのプロファイルのフォルダを --nss-profile で指定して、もう一度実行してください。',
    en: 'Start and close the browser once, name the folder of its profile by --nss-profile, and run the command again.',
  },
  nssDamaged: {
    ja: 'ブラウザを終了して、もう一度実行してください。続く場合は、データベース(cert9.db、key4.db)が壊れています。バックアップから戻すか、ブラウザで新しいプロファイルを作成してください。',
    en: 'Close the browser and run the command again. If the problem persists, the database (cert9.db, key4.db) is damaged: put it back from a backup, or have the browser make a new profile.',
  },
} as const satisfies Record<string, Text>;
