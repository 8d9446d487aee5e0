/** When the daily task starts, by this PC's clock: most people are at work then, and few PCs are asked for the same moment. */
export const DAILY_START = { hour: 9, minute: 30 } as const;
/** So many minutes later at the most, so that the PCs of a company do not all begin at once. */
export const DAILY_JITTER_MINUTES = 60;
/** It takes seconds; whatever keeps it longer must not keep the next one from starting. */
export const DAILY_LONGEST_MINUTES = 30;

/** `09:30` */
export function dailyStartText(): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(DAILY_START.hour)}:${two(DAILY_START.minute)}`;
}
