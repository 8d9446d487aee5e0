import { CertToolError } from '../core/error.ts';
import type { OtpChallenge, Shown } from '../core/ports/bank.ts';

/**
 * What goes into the two fields of HTTP Basic (RFC 7617), as the company has set it: `{loginId}`, `{password}` and `{otp}`
 * stand for what they say, `{otp8}` for a one-time password of eight digits.
 */
export interface LoginTemplates {
  readonly user: string;
  readonly password: string;
}

export const USUAL_LOGIN: LoginTemplates = { user: '{loginId}', password: '{password}' };

const OTP = /\{otp(\d{1,2})?\}/;
const USUAL_DIGITS = 6;
/** Nobody knows how long a code of somebody else's token is good, or how many tries there are. */
const UNKNOWN = { expiresAt: new Date(8.64e15), attemptsLeft: Number.POSITIVE_INFINITY };

/** The one-time password that the fields want; undefined where they want none. */
export function otpIn({ user, password }: LoginTemplates): OtpChallenge | undefined {
  const found = OTP.exec(`${user} ${password}`);
  if (!found) return undefined;
  return { method: 'token', digits: Number(found[1] ?? USUAL_DIGITS), ...UNKNOWN };
}

/** The header's value, UTF-8; undefined without a password. @throws CertToolError `invalid-option` */
export function basicOf(
  loginId: string,
  { password, otp = '' }: Shown,
  templates: LoginTemplates,
): string | undefined {
  if (password === undefined) return undefined;
  const filled = (template: string) =>
    template.replace(/\{(loginId|password|otp\d{0,2})\}/g, (_, name: string) =>
      name === 'loginId' ? loginId : name === 'password' ? password : otp,
    );
  const user = filled(templates.user);
  if (user.includes(':')) {
    const detail = {
      ja: `HTTP の Basic 認証では、「:」を含むログインID は使用できません`,
      en: 'a login ID with a ":" cannot be sent by HTTP Basic',
    };
    throw new CertToolError('invalid-option', { params: { detail } });
  }
  return `Basic ${Buffer.from(`${user}:${filled(templates.password)}`, 'utf8').toString('base64')}`;
}
