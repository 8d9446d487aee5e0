import { normalizeSerialNumber } from '../core/certificate.ts';
import { knownRules } from '../core/known-rules.ts';
import type {
  BankStatus,
  BankUser,
  CertificateDetails,
  CertificateFacts,
  ClientVersions,
  IssuedCertificate,
  Me,
  OtpChallenge,
  Revocation,
} from '../core/ports/bank.ts';
import type { components } from './generated/contract.ts';

type Schemas = components['schemas'];

/** The contract's JSON as the port's records: times as `Date`, only the members that the port knows. */

export function statusFrom(answer: Schemas['Status']): BankStatus {
  const { bankId, name, status, until, time, support, rules, loginPage, client, apiVersion } = answer;
  return {
    bankId,
    name,
    status,
    time: new Date(time),
    apiVersion,
    ...(until === undefined ? {} : { until: new Date(until) }),
    ...(support === undefined ? {} : { support }),
    ...(rules === undefined ? {} : { rules: knownRules(rules) }),
    ...(loginPage === undefined ? {} : { loginPage }),
    ...(client === undefined ? {} : { client: clientFrom(client) }),
  };
}

function clientFrom({ minimum, recommended }: Schemas['ClientVersions']): ClientVersions {
  return {
    ...(minimum === undefined ? {} : { minimum }),
    ...(recommended === undefined ? {} : { recommended }),
  };
}

/** @throws TypeError for an answer without its time, which the contract's check does not let through */
export function revocationFrom({ state, revokedAt, effectiveAt }: Schemas['Revocation']): Revocation {
  // A pending one may tell the time of the request besides, and still be good for a login.
  if (state === 'revoked' && revokedAt !== undefined) return { revokedAt: new Date(revokedAt) };
  if (state === 'revocation-pending' && effectiveAt !== undefined) {
    return { effectiveAt: new Date(effectiveAt) };
  }
  throw new TypeError('a revocation without a time');
}

export function otpFrom({ otp, state }: Schemas['Session']): OtpChallenge | undefined {
  if (otp === undefined || state !== 'otp-required') return undefined;
  const { method, digits, expiresAt, attemptsLeft } = otp;
  return { method, digits, expiresAt: new Date(expiresAt), attemptsLeft };
}

export function meFrom(answer: Schemas['Me']): Me {
  const { loginId, name, role, unconfirmed, notices } = answer;
  const { state, serialNumber, notAfter, renewableFrom } = answer.certificate;
  return {
    loginId,
    name,
    role,
    certificate: {
      state,
      ...(serialNumber === undefined ? {} : { serialNumber: normalizeSerialNumber(serialNumber) }),
      ...(notAfter === undefined ? {} : { notAfter: new Date(notAfter) }),
      ...(renewableFrom === undefined ? {} : { renewableFrom: new Date(renewableFrom) }),
      ...factsFrom(answer.certificate),
    },
    ...(unconfirmed === undefined
      ? {}
      : { unconfirmed: { serialNumber: normalizeSerialNumber(unconfirmed.serialNumber) } }),
    notices: notices.map(({ code, message }) => ({ code, message })),
  };
}

function factsFrom(answer: Schemas['CertificateSummary'] | Schemas['User']['certificate']): CertificateFacts {
  const { device, issuedAt, lastUsedAt, acquireBy } = answer;
  return {
    ...(device === undefined ? {} : { device }),
    ...(issuedAt === undefined ? {} : { issuedAt: new Date(issuedAt) }),
    ...(lastUsedAt === undefined ? {} : { lastUsedAt: new Date(lastUsedAt) }),
    ...(acquireBy === undefined ? {} : { acquireBy: new Date(acquireBy) }),
  };
}

export function issuedFrom(answer: Schemas['IssuedCertificate']): IssuedCertificate {
  const { certificate, chain, serialNumber, confirmed } = answer;
  return { certificate, chain, serialNumber: normalizeSerialNumber(serialNumber), confirmed };
}

export function detailsFrom(answer: Schemas['CertificateDetails']): CertificateDetails {
  const { loginId, state, confirmed, serialNumber, revokedAt, revocationReason, certificate } = answer;
  const { notBefore, device, lastUsedAt } = answer;
  return {
    loginId,
    state,
    confirmed,
    serialNumber: normalizeSerialNumber(serialNumber),
    notBefore: new Date(notBefore),
    certificate,
    ...(device === undefined ? {} : { device }),
    ...(lastUsedAt === undefined ? {} : { lastUsedAt: new Date(lastUsedAt) }),
    ...(revokedAt === undefined ? {} : { revokedAt: new Date(revokedAt) }),
    ...(revocationReason === undefined ? {} : { revocationReason }),
  };
}

export function usersFrom({ users }: Schemas['UserList']): BankUser[] {
  return users.map(({ loginId, name, role, locked, suspended, certificate }) => ({
    loginId,
    name,
    role,
    locked,
    suspended,
    certificate: userCertificateFrom(certificate),
  }));
}

function userCertificateFrom(certificate: Schemas['User']['certificate']): BankUser['certificate'] {
  const { state, serialNumber, notAfter, unconfirmed } = certificate;
  return {
    state,
    ...(serialNumber === undefined ? {} : { serialNumber: normalizeSerialNumber(serialNumber) }),
    ...(notAfter === undefined ? {} : { notAfter: new Date(notAfter) }),
    ...(unconfirmed ? { unconfirmed } : {}),
    ...factsFrom(certificate),
  };
}
