import { CertToolError } from '../core/error.ts';
import type { BankSession, OtpChallenge } from '../core/ports/bank.ts';
import type { Connection } from './connection.ts';
import { ANOTHER_CODE, type EnrollmentPorts, type Retry, type SecretKind, type Secrets } from './ports.ts';
import { forgetRefusals, isLast, sendSecret } from './send-secret.ts';

/**
 * Logs in: login password first, the one-time password last and only when the bank asks for it.
 * @param onSession told of the session as soon as there is one, for it has to be logged out whatever happens next
 */
export async function logIn(
  ports: Pick<EnrollmentPorts, 'secrets' | 'refusals' | 'now' | 'onStep' | 'onLoggedIn'>,
  loginId: string,
  { bank, identity: { bankId } }: Pick<Connection, 'bank' | 'identity'>,
  onSession: (session: BankSession) => void,
): Promise<BankSession> {
  const session = await untilTaken(ports.secrets, 'password', async (retry) => {
    const secret = await ports.secrets.password(retry);
    ports.onStep('login');
    const sending = { bankId, loginId, kind: 'password', secret } as const;
    return sendSecret(ports, sending, () => bank.logIn(loginId, secret));
  });
  onSession(session);
  if (session.otp) await passOtp(ports, session, session.otp);
  await forgetRefusals(ports, { bankId, loginId }, 'password');
  await ports.onLoggedIn({ bankId, loginId });
  return session;
}

async function passOtp(
  { secrets, onStep }: Pick<EnrollmentPorts, 'secrets' | 'onStep'>,
  session: BankSession,
  challenge: OtpChallenge,
): Promise<void> {
  await untilTaken(secrets, 'otp', async (retry) => {
    refuseLastTry(secrets, session.otp ?? challenge);
    const code = await obtainCode(secrets, session, challenge, retry);
    onStep('otp');
    await session.submitOtp(code);
  });
}

/** Before a program is run for it. The bank counts wrong ones across sessions. */
function refuseLastTry(secrets: Secrets, { attemptsLeft }: OtpChallenge): void {
  if (secrets.canRetry('otp') || secrets.lastTry || !isLast(attemptsLeft)) return;
  throw new CertToolError('otp-last-try', { attemptsLeft });
}

/** The one-time password; before it as many new e-mails as the person wants. */
async function obtainCode(
  secrets: Secrets,
  session: BankSession,
  first: OtpChallenge,
  retry?: Retry,
): Promise<string> {
  let answer = await secrets.otp(first, retry);
  while (answer === ANOTHER_CODE) {
    await session.resendOtp();
    answer = await secrets.otp(session.otp ?? first);
  }
  return answer;
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
