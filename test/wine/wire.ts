/** JSON lines that keep bytes, dates, and what a certificate tells only when it is asked. */

export function serialize(value: unknown): string {
  return `${JSON.stringify(plain(value))}\n`;
}

export function revive(line: string): unknown {
  return JSON.parse(line, (_, value) => {
    if (typeof value?.$bytes === 'string') return Buffer.from(value.$bytes, 'base64');
    if (typeof value?.$date === 'string') return new Date(value.$date);
    return value;
  });
}

function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
  if (value instanceof Date) return { $date: value.toISOString() };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const { pem, publicKeyHash } = value as { pem?: unknown; publicKeyHash?: unknown };
  const all = { ...value, ...(pem ? { pem, publicKeyHash } : {}) };
  return Object.fromEntries(Object.entries(all).map(([key, each]) => [key, plain(each)]));
}
