import type { RevocationRequest, UserSortKey } from '../core/ports/bank.ts';
import { type Call, json, jsonAbout, nothing, readChain } from './api.ts';
import {
  AuthenticatedSession,
  CertificateDetails,
  IssuedCertificate,
  Me,
  ProvenSession,
  Revocation,
  Session,
  Status,
  UserList,
} from './generated/answers.js';
import type { components } from './generated/contract.ts';
import { DETAILS_HINTS, ME_HINTS, STATUS_HINTS } from './hints.ts';

type Schemas = components['schemas'];

/** A request of a session, which adds its token. */
export type SessionCall<T> = Omit<Call<T>, 'token' | 'signal'>;

/** Room for some ten thousand users. */
const LONGEST_USER_LIST = 4 * 1024 * 1024;

export const GET_STATUS = {
  method: 'GET',
  path: '/status',
  repetition: 'safe',
  expected: [200],
  read: json(Status, STATUS_HINTS),
} as const;

export const GET_CA = {
  method: 'GET',
  path: '/ca',
  repetition: 'safe',
  expected: [200],
  mediaType: 'application/pem-certificate-chain',
  read: readChain,
} as const;

/** Room for some 400,000 revoked certificates. */
const LONGEST_CRL = 16 * 1024 * 1024;

export const GET_CRL = {
  method: 'GET',
  path: '/crl',
  repetition: 'safe',
  expected: [200],
  mediaType: 'application/pkix-crl',
  limit: LONGEST_CRL,
  read: (_text: string, bytes: Buffer) => bytes,
} as const;

export const LOG_IN = {
  method: 'POST',
  path: '/sessions',
  repetition: 'unprocessed',
  expected: [201],
  read: json(Session),
} as const;

export const GET_ME = {
  method: 'GET',
  path: '/me',
  repetition: 'safe',
  expected: [200],
  read: json(Me, ME_HINTS),
} as const;

export const SUBMIT_OTP = {
  method: 'POST',
  path: '/sessions/current/otp',
  repetition: 'unprocessed',
  expected: [200],
  read: json(AuthenticatedSession),
} as const;

/** Once more voids the code that the first e-mail brought, so it is not repeated when the answer was lost. */
export const RESEND_OTP = {
  method: 'POST',
  path: '/sessions/current/otp/resend',
  repetition: 'unprocessed',
  expected: [202],
  read: json(Session),
} as const;

export const REQUEST_CERTIFICATE = {
  method: 'POST',
  path: '/certificates',
  repetition: 'safe',
  expected: [200, 201],
  read: json(IssuedCertificate),
} as const;

export const LOG_OUT = {
  method: 'DELETE',
  path: '/sessions/current',
  repetition: 'safe',
  expected: [204],
  read: nothing,
} as const;

export function getCertificate(serialNumber: string): SessionCall<Schemas['CertificateDetails']> {
  return {
    method: 'GET',
    path: pathOf(serialNumber),
    repetition: 'safe',
    expected: [200],
    read: jsonAbout(CertificateDetails, { serialNumber }, DETAILS_HINTS),
  };
}

export function confirmCertificate(serialNumber: string): SessionCall<void> {
  return {
    method: 'POST',
    path: `${pathOf(serialNumber)}/confirmation`,
    repetition: 'safe',
    expected: [204],
    read: nothing,
  };
}

export function renewCertificate(
  serialNumber: string,
  body: Schemas['CertificateRequest'],
): SessionCall<Schemas['IssuedCertificate']> {
  return { ...REQUEST_CERTIFICATE, path: `${pathOf(serialNumber)}/renewal`, body };
}

export function proveCertificate(
  serialNumber: string,
  signature: Uint8Array,
): SessionCall<Schemas['ProvenSession']> {
  return {
    method: 'POST',
    path: '/sessions/current/proof',
    body: { serialNumber, signature: Buffer.from(signature).toString('base64') },
    repetition: 'safe',
    expected: [200],
    read: json(ProvenSession),
  };
}

export function listUsers(sort: UserSortKey, descending: boolean): SessionCall<Schemas['UserList']> {
  return {
    method: 'GET',
    path: '/users',
    query: `?sort=${sort}&order=${descending ? 'desc' : 'asc'}`,
    repetition: 'safe',
    expected: [200],
    limit: LONGEST_USER_LIST,
    read: json(UserList),
  };
}

/** Each wrong confirmation password counts, so it is not repeated when the answer was lost. */
export function revokeCertificate(
  loginId: string,
  request: RevocationRequest,
): SessionCall<Schemas['Revocation']> {
  return {
    method: 'POST',
    path: `/users/${encodeURIComponent(loginId)}/revocation`,
    body: request,
    repetition: 'unprocessed',
    expected: [200],
    read: jsonAbout(Revocation, { loginId }),
  };
}

function pathOf(serialNumber: string): string {
  return `/certificates/${encodeURIComponent(serialNumber)}`;
}
