/** The same moment for each way to write it, with milliseconds; what is no time stays as it is. */
export function isoTime(text: string): string {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? text : time.toISOString();
}
