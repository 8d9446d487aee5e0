import { join } from 'node:path';
import { CertToolError } from '../../core/error.ts';
import { writeFileSynced } from '../../system/files.ts';
import { CLOCK_FILE } from './identity.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** The demo CA's dates span fifty years both ways, and what it issues must end within them. */
const MOST_YEARS = 45;
const MOST_OFFSET_MS = MOST_YEARS * 365 * DAY_MS;

/** How the bank's date is changed: to a time, back to the real clock, or by days. */
export type ClockChange = { readonly to: Date | 'now' } | { readonly advanceDays: number };

/**
 * The offset after a change, in milliseconds.
 * @throws CertToolError `invalid-option` beyond 45 years
 */
export function changedOffset(change: ClockChange, offsetMs: number, now: Date): number {
  const offset = 'advanceDays' in change ? offsetMs + change.advanceDays * DAY_MS : offsetTo(change.to, now);
  if (Number.isFinite(offset) && Math.abs(offset) <= MOST_OFFSET_MS) return offset;
  const detail = {
    ja: `日時は今日の前後 ${MOST_YEARS} 年以内`,
    en: `the date must be within ${MOST_YEARS} years of today`,
  };
  throw new CertToolError('invalid-option', { params: { detail } });
}

function offsetTo(wanted: Date | 'now', now: Date): number {
  return wanted === 'now' ? 0 : wanted.getTime() - now.getTime();
}

/** Keeps the offset where it can be read without the bank. */
export async function writeClockOffset(dir: string, offsetMs: number): Promise<void> {
  await writeFileSynced(join(dir, CLOCK_FILE), `${JSON.stringify({ offsetMs })}\n`);
}
