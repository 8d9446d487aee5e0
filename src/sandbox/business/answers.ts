import type { BankUser } from '../../core/ports/bank.ts';
import { renewableFrom } from '../../core/renewal.ts';
import type { Language, Text } from '../../core/text.ts';
import type { components } from '../generated/contract.ts';
import {
  type CertificateEntry,
  certificateState,
  decidingCertificate,
  unconfirmedCertificate,
} from '../records/certificates.ts';
import { type BankRules, renewalDaysOf } from '../records/rules.ts';
import type { UserRecord } from '../records/users.ts';
import type { BankContext } from './context.ts';
import { otpTriesLeft } from './login.ts';
import { OTP_DIGITS } from './otp.ts';
import { isProven } from './proof.ts';
import type { RevocationResult } from './revocation.ts';
import type { Session } from './sessions.ts';

/** How long the maintenance of a rehearsal is said to last. */
const MAINTENANCE_MS = 60 * 60 * 1000;

type Schemas = components['schemas'];

export const BANK_NAME: Text = { ja: 'cert-tool デモ銀行', en: 'cert-tool demo bank' };
const SUPPORT_NAME: Text = { ja: 'デモ銀行サポートデスク(架空)', en: 'Demo bank support desk (fictitious)' };
const SUPPORT_HOURS: Text = { ja: '平日 9:00-18:00', en: 'weekdays 9:00-18:00' };
const EXPIRES_SOON: Text = {
  ja: '証明書の有効期限が近づいています。証明書を更新してください。',
  en: 'Your client certificate expires soon. Renew it.',
};
const EXPIRED: Text = {
  ja: '証明書の有効期限が切れています。証明書を取得し直してください。',
  en: 'Your client certificate has expired. Get a new one.',
};

export function sessionAnswer(bank: BankContext, session: Session, token: string): Schemas['Session'] {
  const { otp } = session;
  return {
    token,
    state: session.state,
    ...(otp && {
      otp: {
        method: otp.method,
        digits: OTP_DIGITS,
        expiresAt: timeOf(otp.expiresAt),
        attemptsLeft: otpTriesLeft(bank, session.loginId),
      },
    }),
    challenge: session.challenge,
    expiresAt: timeOf(session.expiresAt),
    ...(isProven(session) && { proven: true }),
  };
}

export function usersAnswer(users: readonly BankUser[]): Schemas['UserList'] {
  return {
    users: users.map((user) => {
      const { state, serialNumber, unconfirmed, notAfter, device } = user.certificate;
      const certificate = {
        state,
        ...(serialNumber !== undefined && { serialNumber }),
        ...(notAfter && { notAfter: timeOf(notAfter) }),
        ...(device !== undefined && { device }),
        ...(unconfirmed && { unconfirmed }),
      };
      return { ...user, certificate };
    }),
  };
}

export function revocationAnswer({ user, ...revoked }: RevocationResult): Schemas['Revocation'] {
  const { loginId, name } = user;
  return 'revokedAt' in revoked
    ? { loginId, name, state: 'revoked', revokedAt: timeOf(revoked.revokedAt) }
    : { loginId, name, state: 'revocation-pending', effectiveAt: timeOf(revoked.effectiveAt) };
}

export function meAnswer(bank: BankContext, user: UserRecord, language: Language): Schemas['Me'] {
  const bankNow = bank.bankNow();
  const current = decidingCertificate(bank.database, user.loginId);
  const unconfirmed = unconfirmedCertificate(bank.database, user.loginId, bankNow);
  const renewalDays = renewalDaysOf(bank.rules());
  const state = current ? certificateState(current, bankNow, renewalDays) : 'not-issued';
  const { loginId, name, role } = user;
  return {
    loginId,
    name,
    role,
    certificate: { state, ...(current && summaryOf(current, state, renewalDays)) },
    ...(unconfirmed && { unconfirmed: { serialNumber: unconfirmed.serialNumber } }),
    notices: noticesOf(state, language),
  };
}

function summaryOf(
  certificate: CertificateEntry,
  state: string,
  renewalDays: number,
): Omit<Schemas['CertificateSummary'], 'state'> {
  const { serialNumber, notAfter } = certificate;
  if (state === 'revoked' || state === 'expired') return { serialNumber };
  return {
    serialNumber,
    notAfter: timeOf(notAfter),
    renewableFrom: timeOf(renewableFrom({ notAfter }, renewalDays)),
    issuedAt: timeOf(certificate.notBefore),
    ...useOf(certificate),
  };
}

/** On which PC, and when last, as far as it is known. */
function useOf({ device, lastUsedAt }: Pick<CertificateEntry, 'device' | 'lastUsedAt'>) {
  return { ...(device !== undefined && { device }), ...(lastUsedAt && { lastUsedAt: timeOf(lastUsedAt) }) };
}

function noticesOf(state: string, language: Language): Schemas['Notice'][] {
  if (state === 'renewable') return [{ code: 'certificate-expires-soon', message: EXPIRES_SOON[language] }];
  if (state === 'expired') return [{ code: 'certificate-expired', message: EXPIRED[language] }];
  return [];
}

export function issuedAnswer(bank: BankContext, certificate: CertificateEntry): Schemas['IssuedCertificate'] {
  return {
    certificate: certificate.pem,
    chain: [...bank.authorities.chainOf(certificate)],
    serialNumber: certificate.serialNumber,
    notBefore: timeOf(certificate.notBefore),
    notAfter: timeOf(certificate.notAfter),
    confirmed: certificate.confirmed,
  };
}

export function detailsAnswer(
  bank: BankContext,
  certificate: CertificateEntry,
): Schemas['CertificateDetails'] {
  const { revokedAt, revocationReason } = certificate;
  return {
    loginId: certificate.loginId,
    state: certificateState(certificate, bank.bankNow(), renewalDaysOf(bank.rules())),
    confirmed: certificate.confirmed,
    serialNumber: certificate.serialNumber,
    notBefore: timeOf(certificate.notBefore),
    notAfter: timeOf(certificate.notAfter),
    ...(revokedAt && { revokedAt: timeOf(revokedAt) }),
    ...(revocationReason && { revocationReason }),
    ...useOf(certificate),
    certificate: certificate.pem,
  };
}

export function statusAnswer(bank: BankContext, language: Language, isClosed: boolean): Schemas['Status'] {
  const now = bank.bankNow();
  const { clientMinimum, clientRecommended, loginPage = bank.portalUrl(), ...rules } = bank.rules();
  const client = {
    ...(clientMinimum && { minimum: clientMinimum }),
    ...(clientRecommended && { recommended: clientRecommended }),
  };
  return {
    bankId: bank.identity().bankId,
    name: BANK_NAME[language],
    ...(isClosed
      ? { status: 'maintenance' as const, until: timeOf(new Date(now.getTime() + MAINTENANCE_MS)) }
      : { status: 'ok' as const }),
    time: timeOf(now),
    apiVersion: '1.0',
    support: { name: SUPPORT_NAME[language], phone: '0120-000-000', hours: SUPPORT_HOURS[language] },
    rules: rulesAnswer(rules),
    ...(loginPage && { loginPage }),
    ...(Object.keys(client).length > 0 && { client }),
  };
}

/** What is set with the rules and is told beside them. */
type Beside = 'clientMinimum' | 'clientRecommended' | 'loginPage';

function rulesAnswer(rules: Omit<BankRules, Beside>): Schemas['Rules'] {
  return {
    ...rules,
    masterRevocableBy: [...rules.masterRevocableBy],
    renewalDays: renewalDaysOf(rules),
  };
}

/** RFC 3339 in UTC. */
function timeOf(time: Date): string {
  return time.toISOString();
}
