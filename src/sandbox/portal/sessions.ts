import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { BankContext } from '../business/context.ts';
import { Problem } from '../business/problem.ts';
import type { Visitor } from './judge.ts';

export interface PortalSession {
  /** This login confirmed the certificate. */
  readonly confirmedNow: boolean;
}

interface Kept extends PortalSession {
  readonly cookieHash: Buffer;
  readonly serialNumber: string;
  /** The session at the bank, where the API's sessions of the login ID are too; it never leaves this process. */
  readonly token: string;
}

const SECRET_BYTES = 32;
const COOKIE = /^[A-Za-z0-9_-]{43}$/;

/** Who is logged in by which cookie. The bank's own sessions decide whether it still holds. */
export class PortalSessions {
  readonly #bank: BankContext;
  /** One session per login ID, so one entry. */
  readonly #byLoginId = new Map<string, Kept>();
  readonly #formKey = randomBytes(SECRET_BYTES);

  constructor(bank: BankContext) {
    this.#bank = bank;
  }

  /**
   * Opens the login ID's one session at the bank, which ends every other.
   * @returns the cookie
   */
  open(visitor: Visitor, confirmedNow: boolean): string {
    const { loginId } = visitor.user;
    const { token } = this.#bank.sessions.open(loginId, undefined);
    const cookie = newCookie();
    const { serialNumber } = visitor.entry;
    this.#byLoginId.set(loginId, { token, serialNumber, confirmedNow, cookieHash: hashOf(cookie) });
    return cookie;
  }

  /** The session of this visitor; `ended` when the bank has ended it, undefined when this is none of theirs. */
  find(visitor: Visitor, cookie: string | undefined): PortalSession | 'ended' | undefined {
    const kept = this.#keptOf(visitor, cookie);
    if (!kept) return undefined;
    try {
      this.#bank.sessions.use(kept.token);
      return kept;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return 'ended';
    }
  }

  /** Ends the session at the bank too. */
  close(visitor: Visitor, cookie: string | undefined): void {
    const kept = this.#keptOf(visitor, cookie);
    if (!kept) return;
    this.#bank.sessions.close(kept.token);
    this.#byLoginId.delete(visitor.user.loginId);
  }

  /** What a form of this visitor and cookie carries, so that no other page can send it. */
  formToken(visitor: Visitor, cookie: string): string {
    const bound = `${cookie} ${visitor.entry.serialNumber}`;
    return createHmac('sha256', this.#formKey).update(bound).digest('base64url');
  }

  isFormToken(visitor: Visitor, cookie: string | undefined, formToken: string): boolean {
    if (!isCookie(cookie)) return false;
    const expected = hashOf(this.formToken(visitor, cookie));
    return timingSafeEqual(expected, hashOf(formToken));
  }

  #keptOf(visitor: Visitor, cookie: string | undefined): Kept | undefined {
    const kept = this.#byLoginId.get(visitor.user.loginId);
    if (!kept || !isCookie(cookie) || kept.serialNumber !== visitor.entry.serialNumber) return undefined;
    return timingSafeEqual(kept.cookieHash, hashOf(cookie)) ? kept : undefined;
  }
}

/** 256 random bits. */
export function newCookie(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

export function isCookie(value: string | undefined): value is string {
  return value !== undefined && COOKIE.test(value);
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
