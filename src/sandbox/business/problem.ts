import type { Language, Text } from '../../core/text.ts';
import type { components } from '../generated/contract.ts';

export type ProblemBody = components['schemas']['Problem'];
export type ProblemCode = ProblemBody['code'];
export type ProblemExtras = Pick<ProblemBody, 'attemptsLeft' | 'renewableFrom' | 'effectiveAt'>;

/** A refusal of the bank: what docs/bank-api.yaml calls a problem (RFC 9457). */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly extras: ProblemExtras;

  constructor(code: ProblemCode, extras: ProblemExtras = {}) {
    super(code);
    this.name = 'Problem';
    this.code = code;
    this.extras = extras;
  }

  get status(): number {
    return problems[this.code].status;
  }

  body(language: Language, requestId: string): ProblemBody {
    const { status, title, detail } = problems[this.code];
    return {
      type: `urn:cert-tool:problem:${this.code}`,
      title,
      status,
      code: this.code,
      detail: detail[language],
      ...this.extras,
      requestId,
    };
  }
}

interface ProblemEntry {
  readonly status: number;
  readonly title: string;
  readonly detail: Text;
}

const problems: Readonly<Record<ProblemCode, ProblemEntry>> = {
  'invalid-request': entry(
    400,
    'Invalid request',
    '要求の形式が正しくありません。',
    'The request is malformed.',
  ),
  'session-required': entry(401, 'Login required', 'ログインしてください。', 'Log in first.'),
  'session-ended': entry(
    401,
    'Session ended',
    'ログアウトした、一定時間操作がなかった、または別のログインがあったため、このログインは終了しました。',
    'This session was logged out, timed out, or ended by another login.',
  ),
  'credentials-refused': entry(
    401,
    'Login refused',
    'ログインIDまたはログインパスワードが違います。',
    'The login ID or the login password is wrong.',
  ),
  'otp-refused': entry(
    401,
    'One-time password refused',
    'ワンタイムパスワードが違うか、すでに使用されています。',
    'The one-time password is wrong or was used before.',
  ),
  'otp-expired': entry(
    401,
    'One-time password expired',
    'ワンタイムパスワードの有効期限が切れています。',
    'The one-time password has expired.',
  ),
  'otp-required': entry(
    403,
    'One-time password required',
    'ワンタイムパスワードを入力してください。',
    'The one-time password is still missing.',
  ),
  'proof-refused': entry(
    401,
    'Proof refused',
    'クライアント証明書の確認ができませんでした。',
    'The proof by the client certificate was refused.',
  ),
  'proof-required': entry(
    403,
    'Proof required',
    'クライアント証明書による確認が必要です。',
    'This needs a proof by the client certificate.',
  ),
  'confirmation-refused': entry(
    401,
    'Confirmation password refused',
    '確認用パスワードが違います。',
    'The confirmation password is wrong.',
  ),
  'not-permitted': entry(
    403,
    'Not permitted',
    'この操作の権限がありません。',
    'Your role does not permit this.',
  ),
  'service-not-enabled': entry(
    403,
    'Service not enabled',
    'クライアント証明書機能の申し込みがありません。',
    'Client certificates are not enabled for your company.',
  ),
  suspended: entry(403, 'Suspended', 'このログインIDは利用停止中です。', 'The login ID is suspended.'),
  'master-certificate': entry(
    403,
    "Master user's certificate",
    'このログインIDでは、マスターユーザの証明書を失効できません。',
    "This login ID may not revoke a master user's certificate.",
  ),
  'password-change-required': entry(
    403,
    'Password change required',
    '銀行のページでログインパスワードを変更してください。',
    "Change the login password at the bank's page first.",
  ),
  'not-found': entry(404, 'Not found', '該当するものがありません。', 'There is no such thing.'),
  'certificate-exists': entry(
    409,
    'Certificate exists',
    '有効なクライアント証明書がすでに発行されています。',
    'A valid client certificate has been issued already.',
  ),
  'expired-not-revoked': entry(
    409,
    'Expired certificate not revoked',
    '有効期限が切れたクライアント証明書を、先に失効してください。',
    'The expired client certificate has to be revoked first.',
  ),
  'revocation-pending': entry(
    409,
    'Revocation pending',
    'クライアント証明書の失効手続き中です。',
    'The revocation of the client certificate does not count yet.',
  ),
  'contract-full': entry(
    409,
    'Contract full',
    'ご契約のクライアント証明書の数が上限に達しています。',
    'Your company has as many client certificates as its contract allows.',
  ),
  'too-early': entry(
    409,
    'Too early',
    'クライアント証明書を更新できる期間ではありません。',
    'The client certificate cannot be renewed yet.',
  ),
  'already-renewed': entry(
    409,
    'Already renewed',
    'このクライアント証明書はすでに更新されています。',
    'This client certificate has been renewed already.',
  ),
  'nothing-to-revoke': entry(
    409,
    'Nothing to revoke',
    '失効できるクライアント証明書がありません。',
    'There is no client certificate to revoke.',
  ),
  'certificate-changed': entry(
    409,
    'Certificate changed',
    '指定のクライアント証明書は、すでに新しいものに替わっています。',
    'The client certificate has been superseded meanwhile.',
  ),
  'certificate-revoked': entry(
    410,
    'Certificate revoked',
    'このクライアント証明書は失効しています。',
    'This client certificate is revoked.',
  ),
  'certificate-expired': entry(
    410,
    'Certificate expired',
    'このクライアント証明書は有効期限が切れています。',
    'This client certificate has expired.',
  ),
  'csr-refused': entry(
    422,
    'Certificate request refused',
    '証明書の発行要求が決まりに合っていません。',
    "The certificate request does not meet the bank's rules.",
  ),
  'key-used': entry(
    422,
    'Key used before',
    'この鍵はすでに使用されています。新しい鍵で発行を要求してください。',
    'This key was used before. Ask again with a new key.',
  ),
  'account-locked': entry(
    423,
    'Login ID locked',
    '入力の誤りが続いたため、このログインIDは利用できません。',
    'The login ID is locked after too many wrong tries.',
  ),
  'too-many-requests': entry(
    429,
    'Too many requests',
    '要求が多すぎます。しばらくしてからやり直してください。',
    'Too many requests; try again later.',
  ),
  internal: entry(500, 'Internal error', '銀行側でエラーが発生しました。', 'Something failed at the bank.'),
  maintenance: entry(503, 'Maintenance', 'サービス時間外です。', 'The service is closed for maintenance.'),
  unavailable: entry(
    503,
    'Unavailable',
    'ただいま混み合っています。しばらくしてからやり直してください。',
    'The service is overloaded; try again later.',
  ),
};

function entry(status: number, title: string, ja: string, en: string): ProblemEntry {
  return { status, title, detail: { ja, en } };
}
