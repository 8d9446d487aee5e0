import { CertToolError } from '../../core/error.ts';
import type { CertificateState, Role } from '../../core/ports/bank.ts';
import type { BankContext } from '../business/context.ts';
import { handOver, holderOf } from '../business/install.ts';
import { newCa } from '../business/new-ca.ts';
import { sendDueNotices } from '../business/notices.ts';
import { randomCode } from '../business/otp.ts';
import { setRules } from '../business/rules.ts';
import { addUsers } from '../business/users-added.ts';
import type { UserRow } from '../business/users-csv.ts';
import { changedOffset } from '../place/clock.ts';
import { auditLog, recordAct } from '../records/audit.ts';
import { certificateState, countNotBegun, decidingCertificate } from '../records/certificates.ts';
import { handOutCode } from '../records/handed-out-codes.ts';
import { renewalDaysOf } from '../records/rules.ts';
import { forgetTries } from '../records/tries.ts';
import { allUsers, findUser, type OtpMethod, type UserRecord } from '../records/users.ts';

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

/** A change of the bank's date as it goes over the control channel. */
export type ClockValue = { readonly to: string } | { readonly advanceDays: number };

/**
 * What the owner may have the bank do, by name: the same whether it runs here or is asked over the control channel.
 * Values come from the owner's own commands. They throw CertToolErrors that reach the person.
 */
export const ACTS = {
  info: (bank: BankContext): DataInfo => {
    const users = bank.database.transaction(() =>
      allUsers(bank.database).map((user) => userInfo(bank, user)),
    );
    return { clock: bank.bankNow().toISOString(), users };
  },
  log: (bank: BankContext) => auditLog(bank.database),
  clock: (bank: BankContext, change?: ClockValue) => changeClock(bank, change),
  unlock: (bank: BankContext, { loginId }: { loginId: string }) => {
    if (!findUser(bank.database, loginId)) throw new CertToolError('user-not-found', { params: { loginId } });
    bank.database.transaction(() => {
      forgetTries(bank.database, loginId);
      recordAct(bank.database, bank.now(), loginId, 'unlocked');
    });
  },
  holder: (bank: BankContext, { loginId }: { loginId: string }) => holderOf(bank, loginId),
  install: (bank: BankContext, { loginId, csr }: { loginId: string; csr: string }) =>
    handOver(bank, loginId, csr),
  rules: (bank: BankContext, { changes }: { changes: string[] }) => setRules(bank, changes),
  'new-ca': (bank: BankContext) => newCa(bank),
  'add-users': (bank: BankContext, { file, rows }: { file: string; rows: UserRow[] }) =>
    addUsers(bank, file, rows),
} as const;

export type Acts = typeof ACTS;
export type ActName = keyof Acts;
export type ActValue<N extends ActName> = Parameters<Acts[N]>[1];
export type ActResult<N extends ActName> = Awaited<ReturnType<Acts[N]>>;

/** The bank's date as the owner is told of it. */
export interface ClockState {
  /** RFC 3339. */
  readonly clock: string;
  /** How many certificates in use have their date of issue still before them. */
  readonly notBegun: number;
}

/** The bank's date after the change. Who is due for a notice by it gets one. */
async function changeClock(bank: BankContext, change: ClockValue | undefined): Promise<ClockState> {
  if (change) {
    const [now, since] = [bank.now(), bank.bankNow()];
    const wanted =
      'advanceDays' in change ? change : { to: change.to === 'now' ? ('now' as const) : new Date(change.to) };
    await bank.setOffset(changedOffset(wanted, since.getTime() - now.getTime(), now));
    recordAct(bank.database, now, '', 'clock-set', bank.bankNow().toISOString());
    await sendDueNotices(bank, since);
  }
  const now = bank.bankNow();
  return { clock: now.toISOString(), notBegun: countNotBegun(bank.database, now) };
}

function userInfo(bank: BankContext, user: UserRecord): SandboxUserInfo {
  const { loginId, name, role, password, confirmationPassword, otpMethod: method } = user;
  const certificate = decidingCertificate(bank.database, loginId);
  return {
    loginId,
    name,
    role,
    state: certificate
      ? certificateState(certificate, bank.bankNow(), renewalDaysOf(bank.rules()))
      : 'not-issued',
    password,
    confirmationPassword,
    otp: {
      method,
      ...(user.totpSecret && { secret: user.totpSecret }),
      ...(method !== 'none' && { code: handOutCode(bank.database, loginId, randomCode(), bank.now()) }),
    },
  };
}
