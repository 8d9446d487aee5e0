import type {
  BankUser,
  CertificateDetails,
  IssuedCertificate,
  Me,
  OtpChallenge,
} from '../../src/core/ports/bank.ts';
import { authorityOf, GENERATIONS } from './authorities.ts';
import type { ModelBank } from './bank.ts';
import { type BankCertificate, type BankUserRecord, isLocked } from './bank-records.ts';
import { refused } from './bank-refusals.ts';

/** What the bank answers, as the client's adapter reads it. */

export function chainOf(bank: ModelBank, keyId: string | undefined): string[] {
  if (keyId === undefined) return authorityOf(bank.generation).chain;
  for (let index = 0; index <= bank.generation && index < GENERATIONS; index += 1) {
    if (authorityOf(index).keyId === keyId) return authorityOf(index).chain;
  }
  throw refused('not-found');
}

export function challengeOf({ now }: ModelBank, user: BankUserRecord | undefined): OtpChallenge {
  const attemptsLeft = 5 - (user?.wrong.otp ?? 0);
  return { method: 'token', digits: 6, expiresAt: new Date(now), attemptsLeft };
}

export function issuedOf({ pem, chain, serialNumber, confirmed }: BankCertificate): IssuedCertificate {
  return { certificate: pem, chain, serialNumber, confirmed };
}

export function meOf(bank: ModelBank, loginId: string): Me {
  const current = bank.deciding(loginId);
  const unconfirmed = bank.unconfirmed(loginId);
  const state = current ? bank.stateOf(current) : 'not-issued';
  const isDead = state === 'revoked' || state === 'expired';
  const dates = current && {
    notAfter: new Date(current.until),
    renewableFrom: new Date(bank.renewableFrom(current)),
  };
  return {
    ...{ loginId, name: loginId, role: bank.users.get(loginId)?.role ?? 'general', notices: [] },
    certificate: {
      state,
      ...(current && { serialNumber: current.serialNumber, ...(isDead ? {} : dates) }),
    },
    ...(unconfirmed && { unconfirmed: { serialNumber: unconfirmed.serialNumber } }),
  };
}

export function detailsOf(bank: ModelBank, certificate: BankCertificate): CertificateDetails {
  const { loginId, confirmed, serialNumber, revokedAt, reason, pem, from } = certificate;
  return {
    ...{ loginId, confirmed, serialNumber, certificate: pem, notBefore: new Date(from) },
    state: bank.stateOf(certificate),
    ...(revokedAt === undefined ? {} : { revokedAt: new Date(revokedAt) }),
    ...(reason === undefined ? {} : { revocationReason: reason }),
  };
}

export function usersOf(bank: ModelBank): BankUser[] {
  return [...bank.users.values()].map((user) => {
    const { loginId, role } = user;
    const current = bank.current(loginId) ?? bank.deciding(loginId);
    const isAlone = current !== undefined && !current.confirmed && bank.isLive(current);
    const state = current ? bank.stateOf(current) : 'not-issued';
    return {
      ...{ loginId, name: loginId, role, locked: isLocked(user), suspended: false },
      certificate: {
        state,
        ...(current && { serialNumber: current.serialNumber }),
        ...(isAlone ? { unconfirmed: true as const } : {}),
      },
    };
  });
}
