import { type Act, recordAct } from '../records/audit.ts';
import { takeHandedOutCode } from '../records/handed-out-codes.ts';
import { countWrongTry, forgetTries, isLocked, type TryKind, triesLeft } from '../records/tries.ts';
import { findUser, keepHash, type UserRecord, useUpTotpStep } from '../records/users.ts';
import type { BankContext } from './context.ts';
import { matchingStep, randomCode, totpCode, totpStep } from './otp.ts';
import { verifyPassword } from './passwords.ts';
import { Problem, type ProblemCode } from './problem.ts';
import type { PendingOtp, Session } from './sessions.ts';

/** How long the bank waits for a one-time password. */
const OTP_LIFETIME_MS = 5 * 60 * 1000;
/** Steps of 30 seconds back from now in which a token's code is told as late rather than as wrong. */
const LATE_STEPS = 10;

/**
 * Checks login ID and password and opens a session, which waits for a one-time password if the user has one.
 * @throws Problem `credentials-refused`, `account-locked`, `suspended`, `service-not-enabled`
 */
export function logIn(
  bank: BankContext,
  loginId: string,
  password: string,
): Promise<{ session: Session; token: string }> {
  return bank.serializer.run(loginId, async () => {
    const user = await checkPassword(bank, loginId, password);
    if (user.otpMethod !== 'none') {
      const otp = await requestOtp(bank, user.loginId, user.otpMethod);
      return bank.sessions.open(loginId, otp);
    }
    bank.database.passing(() => noteFullLogin(bank, loginId));
    return bank.sessions.open(loginId, undefined);
  });
}

/**
 * Checks login ID and password, counting wrong tries. One check at a time for each login ID: call it inside the
 * serializer.
 * @throws Problem `credentials-refused`, `account-locked`, `suspended`, `service-not-enabled`
 */
export async function checkPassword(
  bank: BankContext,
  loginId: string,
  password: string,
): Promise<UserRecord> {
  refuseLocked(bank, loginId);
  const user = findUser(bank.database, loginId);
  const right = await isRight(bank, user, 'password', password);
  if (!user || !right) throw refuseTry(bank, loginId, 'password');
  refuseDisabled(bank, user);
  return user;
}

/**
 * Checks the confirmation password of somebody who is logged in, counting wrong tries across sessions.
 * @throws Problem `confirmation-refused`, `account-locked`
 */
export function checkConfirmationPassword(
  bank: BankContext,
  loginId: string,
  password: string,
): Promise<void> {
  return bank.serializer.run(loginId, async () => {
    refuseLocked(bank, loginId);
    const user = findUser(bank.database, loginId);
    const right = await isRight(bank, user, 'confirmation', password);
    if (!right) throw refuseTry(bank, loginId, 'confirmation');
  });
}

const KNOWN = {
  password: ({ passwordHash: hash, password: clear }: UserRecord) => ({ hash, clear }),
  confirmation: ({ confirmationHash: hash, confirmationPassword: clear }: UserRecord) => ({ hash, clear }),
};

async function isRight(
  bank: BankContext,
  user: UserRecord | undefined,
  kind: keyof typeof KNOWN,
  typed: string,
): Promise<boolean> {
  const { right, hash } = await verifyPassword(typed, user && KNOWN[kind](user));
  // One that a power cut takes is made anew.
  if (user && hash) bank.database.passing(() => keepHash(bank.database, user.loginId, kind, hash));
  return right;
}

/**
 * Finishes a login. A session that is authenticated already stays as it is.
 * @throws Problem `otp-refused`, `otp-expired`, `account-locked`
 */
export function submitOtp(bank: BankContext, session: Session, code: string): Promise<void> {
  const { loginId } = session;
  return bank.serializer.run(loginId, async () => {
    const { otp } = session;
    if (session.state === 'authenticated' || !otp) return;
    refuseLocked(bank, loginId);
    const verdict = bank.database.transaction(() => {
      const checked = checkCode(bank, loginId, otp, code);
      if (checked === 'taken') noteFullLogin(bank, loginId);
      return checked;
    });
    if (verdict === 'expired') throw new Problem('otp-expired');
    if (verdict !== 'taken') throw refuseTry(bank, loginId, 'otp');
    bank.sessions.authenticate(session);
  });
}

/**
 * Sends a new code; the earlier one is void.
 * @throws Problem `invalid-request` for a session that waits for no e-mail, `account-locked`
 */
export function resendOtp(bank: BankContext, session: Session): Promise<void> {
  return bank.serializer.run(session.loginId, async () => {
    if (session.otp?.method !== 'email') throw new Problem('invalid-request');
    refuseLocked(bank, session.loginId);
    session.otp = await requestOtp(bank, session.loginId, 'email');
  });
}

async function requestOtp(
  bank: BankContext,
  loginId: string,
  method: 'token' | 'email',
): Promise<PendingOtp> {
  const now = bank.now();
  const otp = { method, expiresAt: new Date(now.getTime() + OTP_LIFETIME_MS) };
  recordAct(bank.database, now, loginId, 'otp-requested', method);
  if (method === 'token') return otp;
  const emailedCode = randomCode();
  const text = `ワンタイムパスワード: ${emailedCode}\r\n有効期間: 5 分\r\n\r\nOne-time password: ${emailedCode}\r\nValid for 5 minutes.\r\n`;
  await bank.outbox.send({ to: loginId, subject: 'ワンタイムパスワードのお知らせ', text }, now);
  return { ...otp, emailedCode };
}

/** Looks at a code, inside a transaction, and, if it is good, uses it up. Handed-out codes pass for either method. */
export function checkCode(
  bank: BankContext,
  loginId: string,
  otp: PendingOtp,
  code: string,
): 'taken' | 'expired' | 'wrong' {
  const now = bank.now();
  const late = otp.expiresAt <= now;
  if (otp.method === 'email' && code === otp.emailedCode) return late ? 'expired' : 'taken';
  const handedOut = takeHandedOutCode(bank.database, loginId, code, now);
  if (handedOut !== 'unknown') return late ? 'expired' : handedOut;
  const user = otp.method === 'token' ? findUser(bank.database, loginId) : undefined;
  return user ? checkTotp(bank, user, code, late) : 'wrong';
}

function checkTotp(
  bank: BankContext,
  user: UserRecord,
  code: string,
  late: boolean,
): 'taken' | 'expired' | 'wrong' {
  const secret = user.totpSecret ?? '';
  const now = bank.now();
  const step = matchingStep(secret, code, now, user.lastTotpStep);
  if (step !== undefined) {
    if (late) return 'expired';
    useUpTotpStep(bank.database, user.loginId, step);
    return 'taken';
  }
  const earlier = Array.from({ length: LATE_STEPS }, (_, index) => totpStep(now) - 2 - index);
  const wasRight = earlier.some((past) => past > user.lastTotpStep && totpCode(secret, past) === code);
  return wasRight ? 'expired' : 'wrong';
}

/** Inside a transaction: a full login forgets the wrong tries of the login ID. */
export function noteFullLogin(bank: BankContext, loginId: string, detail = ''): void {
  forgetTries(bank.database, loginId);
  recordAct(bank.database, bank.now(), loginId, 'logged-in', detail);
}

function refuseLocked(bank: BankContext, loginId: string): void {
  if (isLocked(bank.database, loginId)) throw new Problem('account-locked');
}

function refuseDisabled(bank: BankContext, user: UserRecord): void {
  const reason = user.suspended ? 'suspended' : user.serviceEnabled ? undefined : 'service-not-enabled';
  if (!reason) return;
  recordAct(bank.database, bank.now(), user.loginId, 'login-refused', reason);
  throw new Problem(reason);
}

/** What a wrong try is called in the audit log, and how it is answered. */
const REFUSED_TRIES = {
  password: { act: 'password-refused', code: 'credentials-refused' },
  otp: { act: 'otp-refused', code: 'otp-refused' },
  confirmation: { act: 'confirmation-refused', code: 'confirmation-refused' },
} as const satisfies Record<TryKind, { act: Act; code: ProblemCode }>;

/** Counts a wrong try, inside the serializer. The one that uses up the last is answered as locked. */
export function refuseTry(bank: BankContext, loginId: string, kind: TryKind): Problem {
  const { act, code } = REFUSED_TRIES[kind];
  // What was typed for a login ID can be a password, which belongs in no log.
  const who = findUser(bank.database, loginId) ? loginId : '';
  const left = bank.database.transaction(() => {
    const remaining = countWrongTry(bank.database, loginId, kind);
    recordAct(bank.database, bank.now(), who, act, `${remaining} left`);
    if (remaining === 0) recordAct(bank.database, bank.now(), who, 'locked', kind);
    return remaining;
  });
  return left === 0 ? new Problem('account-locked') : new Problem(code, { attemptsLeft: left });
}

/** What a session that waits for a one-time password tells about it. */
export function otpTriesLeft(bank: BankContext, loginId: string): number {
  return triesLeft(bank.database, loginId, 'otp');
}
