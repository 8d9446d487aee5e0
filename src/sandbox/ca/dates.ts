const JAPAN_OFFSET_MS = 9 * 60 * 60 * 1000;

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The date of issue in Japan one year later, at 23:59:59 UTC. From 29 February it is 28 February.
 * @param days instead of the year
 */
export function notAfterFor(issuedAt: Date, days?: number): Date {
  const japan = new Date(issuedAt.getTime() + JAPAN_OFFSET_MS);
  if (days !== undefined)
    return new Date(
      Date.UTC(japan.getUTCFullYear(), japan.getUTCMonth(), japan.getUTCDate(), 23, 59, 59) + days * DAY_MS,
    );
  const year = japan.getUTCFullYear() + 1;
  const month = japan.getUTCMonth();
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(japan.getUTCDate(), lastOfMonth), 23, 59, 59));
}

/** The time in the subject's CN, YYYYMMDDhhmmss, in Japan. */
export function subjectTime(issuedAt: Date): string {
  const japan = new Date(issuedAt.getTime() + JAPAN_OFFSET_MS);
  return japan.toISOString().slice(0, 19).replace(/\D/g, '');
}
