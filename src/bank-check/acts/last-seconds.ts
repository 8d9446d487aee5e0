const JAPAN_MS = 9 * 60 * 60 * 1000;

/**
 * When a certificate of this moment may end, RFC 3339 with milliseconds: at 23:59:59 UTC, one year or so many days after the
 * date of issue in Japan. After a 29 February one year ends on either day beside it.
 */
export function lastSeconds(issued: Date, validityDays?: number): string[] {
  const japan = new Date(issued.getTime() + JAPAN_MS);
  const [year, month, day] = [japan.getUTCFullYear(), japan.getUTCMonth(), japan.getUTCDate()];
  const at = (...date: [number, number, number]) => new Date(Date.UTC(...date, 23, 59, 59)).toISOString();
  if (validityDays !== undefined) return [at(year, month, day + validityDays)];
  const isLeapDay = month === 1 && day === 29;
  return [at(year + 1, month, day), ...(isLeapDay ? [at(year + 1, 1, 28)] : [])];
}
