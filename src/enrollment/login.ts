import { CertToolError } from '../core/error.ts';
import type { Bank, BankSession, OtpChallenge } from '../core/ports/bank.ts';
import type { EnrollmentPorts, Retry, SecretKind, Secrets } from './ports.ts';

/**
 * Logs in: login password first, the one-time password last and only when the bank asks for it.
 * @param onSession told of the session as soon as there is one, for it has to be logged out whatever happens next
 */
export async function logIn(
  ports: Pick<EnrollmentPorts, 'secrets' | 'onStep'>,
  loginId: string,
  bank: Bank,
  onSession: (session: BankSession) => void,
): Promise<BankSession> {
  const session = await untilTaken(ports.secrets, 'password', async (retry) => {
    const password = await ports.secrets.password(retry);
    ports.onStep('login');
    return bank.logIn(loginId, password);
  });
  onSession(session);
  const challenge = session.otp;
  if (!challenge) return session;
  await untilTaken(ports.secrets, 'otp', async (retry) => {
    const code = await obtainCode(ports.secrets, session, challenge, retry);
    ports.onStep('otp');
    await session.submitOtp(code);
  });
  return session;
}

/** The one-time password; before it as many new e-mails as the person wants. */
async function obtainCode(
  secrets: Secrets,
  session: BankSession,
  first: OtpChallenge,
  retry?: Retry,
): Promise<string> {
  let code = await secrets.otp(first, retry);
  while (code === '' && first.method === 'email' && secrets.canRetry('otp')) {
    await session.resendOtp();
    code = await secrets.otp(session.otp ?? first);
  }
  return code;
}

const REFUSALS = {
  password: 'credentials-refused',
  otp: 'otp-refused',
  confirmation: 'confirmation-refused',
} as const;

/** Repeats while a person types a wrong secret, and stops one try before the bank locks the login ID. */
export async function untilTaken<T>(
  secrets: Pick<Secrets, 'canRetry'>,
  secret: SecretKind,
  attempt: (retry?: Retry) => Promise<T>,
): Promise<T> {
  for (let retry: Retry | undefined; ; ) {
    try {
      return await attempt(retry);
    } catch (error) {
      const refused = error instanceof CertToolError && error.errorName === REFUSALS[secret];
      const attemptsLeft = refused ? (error.details.attemptsLeft ?? 0) : 0;
      if (attemptsLeft <= 1 || !secrets.canRetry(secret)) throw error;
      retry = { attemptsLeft };
    }
  }
}
