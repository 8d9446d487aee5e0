import { CertToolError } from '../core/error.ts';
import type { Text } from '../core/text.ts';
import { readIfThere, writeFileSynced } from '../system/files.ts';
import { readTextFile } from '../system/input.ts';
import {
  type ConfigFile,
  InvalidValue,
  type Profile,
  readBankUrl,
  readChoice,
  readTimeout,
  STORE_CHOICES,
} from './schema.ts';

type Reader = (value: unknown) => unknown;

const text: Reader = (value) => {
  if (typeof value === 'string' && value !== '') return value;
  throw new InvalidValue({ ja: '文字列が必要です', en: 'it must be a string' });
};
const parsed =
  (read: (text: string) => unknown): Reader =>
  (value) =>
    read(String(value));
const profile: Reader = (value) => readObject(value, { bank: parsed(readBankUrl), caFile: text });

const READERS: Readonly<Record<keyof ConfigFile, Reader>> = {
  bank: parsed(readBankUrl),
  caFile: text,
  profile: text,
  profiles: (value) =>
    Object.fromEntries(Object.entries(objectOf(value)).map(([name, each]) => [name, profile(each)])),
  store: parsed((value) => readChoice(value, STORE_CHOICES)),
  storeDir: text,
  lang: parsed((value) => readChoice(value, ['ja', 'en'])),
  timeout: parsed(readTimeout),
  logFile: text,
  locked: (value) => {
    if (Array.isArray(value) && value.every((name) => typeof name === 'string')) return value;
    throw new InvalidValue({ ja: '文字列の配列が必要です', en: 'it must be an array of strings' });
  },
};

/**
 * Reads a config file; an empty one where there is none.
 * @throws CertToolError `invalid-config` with the place of the fault, `unreadable-file`
 */
export async function readConfigFile(file: string): Promise<ConfigFile> {
  const content = await readTextFile(file).then(({ text }) => text, ignoreMissing);
  if (content === undefined) return {};
  try {
    return readObject(parseJson(content), READERS);
  } catch (error) {
    throw invalidConfig(file, error);
  }
}

/** Keeps the bank's address in the user's config file and leaves its other settings as they are. */
export async function keepBank(file: string, bank: string): Promise<void> {
  const before = parseJson((await readIfThere(file)) ?? '{}');
  await writeFileSynced(file, `${JSON.stringify({ ...objectOf(before), bank }, null, 2)}\n`);
}

function ignoreMissing(error: unknown): undefined {
  const cause = error instanceof CertToolError ? error.details.cause : undefined;
  if ((cause as NodeJS.ErrnoException | undefined)?.code !== 'ENOENT') throw error;
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content.replace(/^\ufeff/, ''));
  } catch {
    throw new InvalidValue({ ja: 'JSON の形式ではありません', en: 'it is not JSON' });
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new InvalidValue({ ja: 'JSON のオブジェクトが必要です', en: 'a JSON object is needed' });
}

function readObject<T extends ConfigFile | Profile>(value: unknown, readers: Record<keyof T, Reader>): T {
  const result: Record<string, unknown> = {};
  for (const [name, each] of Object.entries(objectOf(value))) {
    const read = Object.hasOwn(readers, name) ? readers[name as keyof T] : undefined;
    if (!read) {
      throw new InvalidValue({
        ja: `「${name}」という設定はありません`,
        en: `there is no setting "${name}"`,
      });
    }
    try {
      result[name] = read(each);
    } catch (error) {
      throw new InvalidValue(prefixed(name, error));
    }
  }
  return result as T;
}

function prefixed(name: string, error: unknown): Text {
  const detail = detailOf(error);
  return { ja: `${name}: ${detail.ja}`, en: `${name}: ${detail.en}` };
}

function detailOf(error: unknown): Text {
  if (error instanceof InvalidValue) return error.detail;
  const detail = error instanceof CertToolError ? error.details.params?.['detail'] : undefined;
  if (typeof detail === 'object') return detail;
  throw error;
}

function invalidConfig(file: string, error: unknown): unknown {
  return error instanceof InvalidValue
    ? new CertToolError('invalid-config', { params: { file, detail: error.detail } })
    : error;
}
