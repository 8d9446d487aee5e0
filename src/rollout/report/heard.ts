import { SILENT_DAYS } from './standing.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Names of PCs are compared as people type them into lists: computers know no capitals. */
export function deviceKey(device: string): string {
  return device.normalize('NFKC').trim().toLowerCase();
}

/** Whether who was heard of then is silent now. */
export function isTooLongAgo(moment: Date, now: Date): boolean {
  return now.getTime() - moment.getTime() > SILENT_DAYS * DAY_MS;
}
