import type { CertificateState, Role } from '../../core/ports/bank.ts';
import type { BankContext } from '../context.ts';
import { recordAct } from '../records/audit.ts';
import { certificateState, decidingCertificate } from '../records/certificates.ts';
import { handOutCode } from '../records/handed-out-codes.ts';
import { forgetTries } from '../records/tries.ts';
import { allUsers, findUser, type UserRecord } from '../records/users.ts';
import { demoCredentials, type OtpMethod } from '../users.ts';

export interface SandboxUserInfo {
  readonly loginId: string;
  readonly name: string;
  readonly role: Role;
  readonly state: CertificateState;
  readonly password: string;
  readonly confirmationPassword: string;
  /** `secret` for authenticator apps (base32); `code` will be taken once, within five minutes. */
  readonly otp: { readonly method: OtpMethod; readonly secret?: string; readonly code?: string };
}

/** What the data folder alone tells; where the bank runs is added by who knows. */
export interface DataInfo {
  /** The bank's date, RFC 3339. */
  readonly clock: string;
  readonly users: SandboxUserInfo[];
}

export function dataInfo(bank: BankContext): DataInfo {
  const users = bank.database.transaction(() => allUsers(bank.database).map((user) => userInfo(bank, user)));
  return { clock: bank.bankNow().toISOString(), users };
}

/** Releases a login ID that was locked. False when there is no such user. */
export function unlock(bank: BankContext, loginId: string): boolean {
  if (!findUser(bank.database, loginId)) return false;
  bank.database.transaction(() => {
    forgetTries(bank.database, loginId);
    recordAct(bank.database, bank.now(), loginId, 'unlocked');
  });
  return true;
}

function userInfo(bank: BankContext, user: UserRecord): SandboxUserInfo {
  const { loginId, name, role, otpMethod: method } = user;
  const certificate = decidingCertificate(bank.database, loginId);
  const { password = '', confirmationPassword = '' } = demoCredentials(loginId) ?? {};
  return {
    loginId,
    name,
    role,
    state: certificate ? certificateState(certificate, bank.bankNow()) : 'not-issued',
    password,
    confirmationPassword,
    otp: {
      method,
      ...(user.totpSecret && { secret: user.totpSecret }),
      ...(method !== 'none' && { code: handOutCode(bank.database, loginId, bank.now()) }),
    },
  };
}
