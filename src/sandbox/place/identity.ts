import { join } from 'node:path';
import type { BankIdentity } from '../../core/bank-identity.ts';
import { type Members, membersIn } from '../../core/json-object.ts';
import { knownRules } from '../../core/known-rules.ts';
import { readKept } from '../../system/files.ts';

/**
 * What can be known of a practice bank without starting it. Imports nothing heavy: `list --sandbox` needs it. Its id is
 * new after each reset, so that nothing made for an earlier practice bank passes for one of this.
 */
export type PracticeBankIdentity = BankIdentity;

/** The marker says that this folder belongs to a practice bank, and, once that has its CA, which one it is. */
export const MARKER_FILE = 'practice-bank.json';
export const CLOCK_FILE = 'clock.json';
/** Login ID to demo password, of users that were added. */
export const ADDED_USERS_FILE = 'added-users.json';
export const MARKER_KIND = 'cert-tool practice bank';
export const MARKER_FORMAT = 1;

/** The practice bank of this data folder; undefined when none has been set up there. */
export function readIdentity(dir: string): PracticeBankIdentity | undefined {
  const marker = readJson(join(dir, MARKER_FILE));
  if (marker?.['kind'] !== MARKER_KIND) return undefined;
  const { bankId, chain, former = [], rules } = marker;
  if (typeof bankId !== 'string' || !isChain(chain) || !Array.isArray(former)) return undefined;
  return {
    ...{ bankId, chain, chains: [chain, ...former.filter(isChain)] },
    ...(rules === undefined ? {} : { rules: knownRules(rules) }),
  };
}

function isChain(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((pem) => typeof pem === 'string');
}

/** True when the folder carries the practice bank's marker, complete or not. */
export function isPracticeBankFolder(dir: string): boolean {
  return readJson(join(dir, MARKER_FILE))?.['kind'] === MARKER_KIND;
}

/** The marker's file when a newer build wrote it; undefined otherwise. */
export function newerMarker(dir: string): string | undefined {
  const file = join(dir, MARKER_FILE);
  const { kind, format } = readJson(file) ?? {};
  return kind === MARKER_KIND && typeof format === 'number' && format > MARKER_FORMAT ? file : undefined;
}

/** The demo password of a user that was added by `sandbox users add`; undefined for all others. */
export function addedUserPassword(dir: string, loginId: string): string | undefined {
  const users = readJson(join(dir, ADDED_USERS_FILE)) ?? {};
  const password = Object.hasOwn(users, loginId) ? users[loginId] : undefined;
  return typeof password === 'string' ? password : undefined;
}

/** A thousand years: what lies beyond was not written by cert-tool, and may be no date at all. */
const LARGEST_OFFSET_MS = 1000 * 366 * 24 * 60 * 60 * 1000;

/** How far the practice bank's date is ahead of the real clock, in milliseconds; negative when behind. */
export function readClockOffset(dir: string): number {
  const offset = readJson(join(dir, CLOCK_FILE))?.['offsetMs'];
  return typeof offset === 'number' && Math.abs(offset) < LARGEST_OFFSET_MS ? offset : 0;
}

/** The practice bank's date: what it writes into certificates and judges states by. OTP and sessions use `now`. */
export function readClock(dir: string, now: () => Date): Date {
  return new Date(now().getTime() + readClockOffset(dir));
}

function readJson(file: string): Members | undefined {
  try {
    return membersIn(readKept(file)?.toString());
  } catch {
    return undefined;
  }
}
