import { createHash, randomBytes } from 'node:crypto';
import { Problem } from './problem.ts';

export interface PendingOtp {
  readonly method: 'token' | 'email';
  readonly expiresAt: Date;
  /** The code that was e-mailed. */
  readonly emailedCode?: string;
}

export interface Session {
  readonly loginId: string;
  /** Random, never another session's; the proof signs it. */
  readonly challenge: string;
  state: 'otp-required' | 'authenticated';
  otp: PendingOtp | undefined;
  expiresAt: Date;
  /** The serial number of the certificate whose key it has shown to hold. */
  provenBy: string | undefined;
}

const IDLE_MS = 10 * 60 * 1000;
/** How long an ended session is told from one that never was. */
const REMEMBERED_MS = 60 * 60 * 1000;
/** Sessions of one login ID that may wait for a one-time password at once. */
const MAX_WAITING = 20;

/**
 * Sessions live in memory: a bank that was restarted knows none. Tokens are kept as hashes, so that a look-up takes
 * the same time whatever was guessed.
 */
export class Sessions {
  readonly #live = new Map<string, Session>();
  readonly #ended = new Map<string, number>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** @returns the session and its token, 256 random bits */
  open(loginId: string, otp: PendingOtp | undefined): { session: Session; token: string } {
    this.#endStale();
    const waiting = [...this.#live].filter(([, one]) => one.loginId === loginId && one.otp);
    const oldest = waiting.length >= MAX_WAITING ? waiting[0] : undefined;
    if (oldest) this.#end(oldest[0]);
    const token = randomBytes(32).toString('base64url');
    const session: Session = {
      loginId,
      challenge: randomBytes(24).toString('base64url'),
      state: 'otp-required',
      otp,
      expiresAt: this.#newExpiry(),
      provenBy: undefined,
    };
    this.#live.set(hashOf(token), session);
    if (!otp) this.authenticate(session);
    return { session, token };
  }

  /** A full login. The bank knows one session per login ID: it ends all the others. */
  authenticate(session: Session): void {
    for (const [key, other] of this.#live) {
      if (other !== session && other.loginId === session.loginId) this.#end(key);
    }
    session.state = 'authenticated';
    session.otp = undefined;
  }

  /**
   * The session of this token; using it makes it live 10 minutes more.
   * @throws Problem `session-required`, `session-ended`
   */
  use(token: string | undefined): Session {
    const key = hashOf(token ?? '');
    const session = this.#live.get(key);
    if (!session) throw new Problem(this.#ended.has(key) ? 'session-ended' : 'session-required');
    if (session.expiresAt <= this.#now()) {
      this.#end(key);
      throw new Problem('session-ended');
    }
    session.expiresAt = this.#newExpiry();
    return session;
  }

  /** @throws Problem like `use` */
  close(token: string | undefined): Session {
    const session = this.use(token);
    this.#end(hashOf(token ?? ''));
    return session;
  }

  #newExpiry(): Date {
    return new Date(this.#now().getTime() + IDLE_MS);
  }

  #end(key: string): void {
    this.#live.delete(key);
    this.#ended.set(key, this.#now().getTime() + REMEMBERED_MS);
  }

  #endStale(): void {
    const now = this.#now();
    for (const [key, session] of this.#live) if (session.expiresAt <= now) this.#end(key);
    for (const [key, until] of this.#ended) if (until <= now.getTime()) this.#ended.delete(key);
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
