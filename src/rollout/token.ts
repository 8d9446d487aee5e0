import { TOTP, URI } from 'otpauth';
import { isCode } from '../core/one-time-password.ts';

/** A token or authenticator app whose secret a company keeps (RFC 6238). */
export interface Token {
  /** How long a code counts, in milliseconds. */
  readonly periodMs: number;
  /** The code at this time, in milliseconds since 1970. */
  codeAt(ms: number): string;
}

/** The key of RFC 4226 has 128 bits at least; what is shorter than 80 is no secret but a code or a number. */
const SHORTEST_BYTES = 10;
/** A run may have to wait for so long; what is longer was meant in milliseconds. */
const LONGEST_PERIOD_SECONDS = 600;
const SECOND_MS = 1000;

/**
 * The token of a secret as banks and apps show it: base32 (RFC 4648, section 6) in groups and either case, for codes of
 * 6 digits each 30 seconds; or an `otpauth://totp/` address, which says what is otherwise. Undefined where it is none.
 */
export function readToken(text: string): Token | undefined {
  try {
    const address = text.trim();
    const token = /^otpauth:/i.test(address) ? URI.parse(address) : new TOTP({ secret: tidySecret(text) });
    if (!(token instanceof TOTP) || !isUsable(token)) return undefined;
    return {
      periodMs: token.period * SECOND_MS,
      codeAt: (timestamp) => token.generate({ timestamp }),
    };
  } catch {
    return undefined;
  }
}

function isUsable(token: TOTP): boolean {
  return (
    token.secret.bytes.length >= SHORTEST_BYTES &&
    token.period <= LONGEST_PERIOD_SECONDS &&
    isCode(token.generate({ timestamp: 0 }))
  );
}

function tidySecret(text: string): string {
  return text.normalize('NFKC').replace(/[\s\p{Cf}\p{Pd}]/gu, '');
}
