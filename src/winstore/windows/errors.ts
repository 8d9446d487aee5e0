import { CertToolError } from '../../core/error.ts';
import type { Text } from '../../core/text.ts';
import { storeFailed } from '../shared/failures.ts';

/** How people call the store of Windows that holds a user's certificates. */
export const MY_STORE = 'CurrentUser\\My';

/** A failed call of Windows: the function and its error, as an HRESULT. */
export class WindowsError extends Error {
  readonly call: string;
  readonly code: number;

  /** @param code an HRESULT, a SECURITY_STATUS or a Win32 error, signed or not */
  constructor(call: string, code: number) {
    super(`${call}: ${hex(hresult(code))}`);
    this.name = 'WindowsError';
    this.call = call;
    this.code = hresult(code);
  }
}

/** Win32 errors are HRESULTs of FACILITY_WIN32 (MS-ERREF, 2.1.2). */
function hresult(code: number): number {
  const unsigned = code >>> 0;
  return unsigned > 0 && unsigned < 0x10000 ? 0x80070000 + unsigned : unsigned;
}

function hex(code: number): string {
  return `0x${code.toString(16).padStart(8, '0')}`;
}

/** MS-ERREF, 2.1.1, and winerror.h. */
export const HRESULT = {
  accessDenied: 0x80070005,
  diskFull: 0x80070070,
  fileNotFound: 0x80070002,
  noSuchProperty: 0x80092004,
  badKeyset: 0x80090016,
  keyNotFound: 0x80090011,
  keysetNotDefined: 0x80090019,
  keyExists: 0x8009000f,
  noKey: 0x8009000d,
  badKeyState: 0x8009000b,
  notPermitted: 0x80090010,
  dialogNeeded: 0x80090022,
  noMemory: 0x8009000e,
  internal: 0x80090020,
  deviceNotReady: 0x80090030,
  noServer: 0x800706ba,
  badAlgorithm: 0x80090008,
  temporaryProfile: 0x80090024,
  wrongPassword: 0x80070056,
  invalidData: 0x8007000d,
  inUse: 0x80070020,
  noPrivilege: 0x80070522,
  forbiddenByPolicy: 0x800704ec,
  noKeyProperty: 0x8009200b,
  noCard: 0x8010000c,
  noCardReader: 0x8010002e,
  cardCancelled: 0x8010006e,
} as const;

const DETAILS: Readonly<Record<number, Text>> = {
  [HRESULT.accessDenied]: { ja: 'アクセスが拒否されました。', en: 'access is denied.' },
  [HRESULT.badKeyset]: { ja: 'キーコンテナがありません。', en: 'the key container does not exist.' },
  [HRESULT.keyNotFound]: { ja: '秘密キーが見つかりません。', en: 'the private key does not exist.' },
  [HRESULT.keysetNotDefined]: {
    ja: '秘密キーのプロバイダがこの PC にありません。',
    en: "this PC does not have the key's provider.",
  },
  [HRESULT.keyExists]: {
    ja: '同じ名前の秘密キーがすでにあります。',
    en: 'a key of this name exists already.',
  },
  [HRESULT.badKeyState]: {
    ja: 'この状態の秘密キーでは実行できません。',
    en: 'the private key is not in a state that allows this.',
  },
  [HRESULT.noKey]: { ja: '秘密キーがありません。', en: 'there is no private key.' },
  [HRESULT.notPermitted]: {
    ja: '秘密キーの使用が許可されていません。',
    en: 'using the private key is not permitted.',
  },
  [HRESULT.dialogNeeded]: {
    ja: '秘密キーの使用には画面での確認が必要です。',
    en: 'using the private key needs a dialog.',
  },
  [HRESULT.noMemory]: { ja: 'メモリが足りません。', en: 'there is not enough memory.' },
  [HRESULT.internal]: {
    ja: '暗号サービスの内部エラーです。',
    en: 'the cryptographic service failed internally.',
  },
  [HRESULT.deviceNotReady]: {
    ja: 'キーの保存装置が応答しません。',
    en: 'the device that holds the keys is not ready.',
  },
  [HRESULT.noServer]: {
    ja: 'CNG キー分離サービスが応答しません。',
    en: 'the CNG Key Isolation service does not answer.',
  },
  [HRESULT.badAlgorithm]: {
    ja: '秘密キーのプロバイダがこの署名方式に対応していません。',
    en: "the key's provider does not know this signature algorithm.",
  },
  [HRESULT.temporaryProfile]: {
    ja: '一時的なユーザー プロファイルでサインインしているため、秘密キーを保存できません。',
    en: 'the user is signed in with a temporary profile, which keeps no keys.',
  },
  [HRESULT.wrongPassword]: {
    ja: 'PKCS#12 のパスワードまたは暗号方式が受け付けられませんでした。',
    en: 'the password or the encryption of the PKCS#12 was not accepted.',
  },
  [HRESULT.invalidData]: { ja: 'データが壊れています。', en: 'the data is damaged.' },
  [HRESULT.inUse]: { ja: 'ほかのプログラムが使用しています。', en: 'another program is using it.' },
  [HRESULT.noPrivilege]: { ja: '必要な特権がありません。', en: 'a privilege that is needed is missing.' },
  [HRESULT.forbiddenByPolicy]: {
    ja: 'グループ ポリシーで禁止されています。',
    en: 'a group policy forbids it.',
  },
  [HRESULT.noKeyProperty]: {
    ja: '証明書に秘密キーが結び付いていません。',
    en: 'no private key belongs to the certificate.',
  },
  [HRESULT.noCard]: { ja: 'スマート カードが挿入されていません。', en: 'no smart card is inserted.' },
  [HRESULT.noCardReader]: {
    ja: 'スマート カード リーダーがありません。',
    en: 'there is no smart card reader.',
  },
  [HRESULT.cardCancelled]: {
    ja: 'スマート カードの操作が取り消されました。',
    en: 'the smart card was cancelled.',
  },
};

/** Windows' refusal as an error that people can meet, with its code. @param place the store, as people know it */
export function windowsFailure(error: WindowsError, place: string): CertToolError {
  const detail = textOf(error.code);
  if (error.code === HRESULT.diskFull) {
    return new CertToolError('store-full', { params: { store: place, detail }, cause: error });
  }
  return storeFailed(detail, error);
}

/** What a code means, followed by the code itself. */
function textOf(code: number): Text {
  const known = DETAILS[code];
  const number = hex(code);
  return known
    ? { ja: `${known.ja}(${number})`, en: `${known.en} (${number})` }
    : { ja: `Windows のエラー ${number}`, en: `Windows error ${number}` };
}

/** Whether the key, or what would hold it, is not there. */
export function isMissingKey(error: unknown): boolean {
  const codes: readonly number[] = [
    HRESULT.badKeyset,
    HRESULT.keyNotFound,
    HRESULT.noKey,
    HRESULT.fileNotFound,
  ];
  return error instanceof WindowsError && codes.includes(error.code);
}
