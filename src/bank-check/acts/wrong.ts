import { randomBytes } from 'node:crypto';

/** A password that nobody has. */
export function randomPassword(): string {
  return `wrong-${randomBytes(6).toString('hex')}`;
}

/** A serial number of no certificate. */
export function randomSerial(): string {
  return randomBytes(16).toString('hex');
}

export const ATTEMPTS_LEFT = { ja: 'attemptsLeft', en: 'attemptsLeft' };
