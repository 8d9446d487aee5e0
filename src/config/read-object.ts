import { CertToolError } from '../core/error.ts';
import { didYouMean } from '../core/suggest.ts';
import type { Text } from '../core/text.ts';
import { InvalidValue } from './schema.ts';

interface Readable {
  read(value: unknown): unknown;
}

/** A text that can mean something. @throws InvalidValue */
export function textOf(value: unknown): string {
  if (typeof value === 'string' && value !== '' && !value.includes('\0')) return value;
  throw new InvalidValue({ ja: '空でない文字列が必要です', en: 'it must be a string that is not empty' });
}

/** A copy of the members. @throws InvalidValue for what is no object */
export function objectOf(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new InvalidValue({ ja: 'JSON のオブジェクトが必要です', en: 'a JSON object is needed' });
}

/** An object of which only declared members may be there, each as its declaration reads it. @throws InvalidValue */
export function readObject<T extends object>(value: unknown, members: Readonly<Record<string, Readable>>): T {
  const result: Record<string, unknown> = {};
  for (const [name, each] of Object.entries(objectOf(value))) {
    const member = Object.hasOwn(members, name) ? members[name] : undefined;
    if (!member) throw unknownSetting(name, Object.keys(members));
    result[name] = readAs(name, each, member);
  }
  return result as T;
}

/** An object whose members have any name. @throws InvalidValue */
export function readNamed(value: unknown, each: Readable): Record<string, unknown> {
  const entries = Object.entries(objectOf(value)).map(([name, member]) => [name, readAs(name, member, each)]);
  return Object.fromEntries(entries);
}

export function unknownSetting(name: string, known: readonly string[]): InvalidValue {
  const meant = didYouMean(name, known);
  return new InvalidValue({
    ja: `「${name}」という設定はありません${meant.ja}`,
    en: `there is no setting "${name}"${meant.en}`,
  });
}

/** What is wrong with a value, behind the name under which it stands. */
export function readAs(name: string, value: unknown, { read }: Readable): unknown {
  try {
    return read(value);
  } catch (error) {
    const detail = detailOf(error);
    throw new InvalidValue({ ja: `${name}: ${detail.ja}`, en: `${name}: ${detail.en}` });
  }
}

function detailOf(error: unknown): Text {
  if (error instanceof InvalidValue) return error.detail;
  const detail = error instanceof CertToolError ? error.details.params?.['detail'] : undefined;
  if (typeof detail === 'object') return detail;
  throw error;
}
