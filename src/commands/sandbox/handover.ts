import { createHash } from 'node:crypto';

/**
 * The name of the pending key by which this PC takes over a user's certificate: always the same, so that an
 * interrupted `sandbox install` finds its key again.
 */
export function handoverId(bankId: string, loginId: string): string {
  return prefixOf(bankId) + createHash('sha256').update(loginId).digest('hex').slice(0, 16);
}

/** True for the keys that `sandbox install` made for this practice bank. */
export function isHandoverOf(bankId: string, id: string): boolean {
  return id.startsWith(prefixOf(bankId));
}

function prefixOf(bankId: string): string {
  return `install-${bankId}-`;
}
