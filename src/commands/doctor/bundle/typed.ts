/** The codes of what was typed wrongly. */
const OF_USAGE = /^CT-2\d{3}$/;
/** From the first quotation mark to the last: what stands between may hold such marks itself. */
const QUOTED = /「.*」|".*"/su;

/**
 * A document without what was typed wrongly, for that may be a password in the wrong place: what messages of such errors quote is left
 * out, wherever the document says it again. The log keeps it out, too.
 */
export function withoutTyped(document: unknown): unknown {
  const quoted = quotedIn(document);
  const leftOut = (text: string) =>
    quoted.reduce((shown, each) => shown.replaceAll(each, `${each.at(0)}…${each.at(-1)}`), text);
  const copy = (value: unknown): unknown => {
    if (typeof value === 'string') return leftOut(value);
    if (Array.isArray(value)) return value.map(copy);
    if (typeof value !== 'object' || value === null || value instanceof Date) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, copy(each)]));
  };
  return copy(document);
}

function quotedIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { code, message } = value as Readonly<Record<string, unknown>>;
  const isOfUsage = typeof code === 'string' && typeof message === 'string' && OF_USAGE.test(code);
  const own = isOfUsage ? (QUOTED.exec(message) ?? []) : [];
  return [...own, ...Object.values(value).flatMap(quotedIn)];
}
