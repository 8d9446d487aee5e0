import { dirname } from 'node:path';
import { CertToolError } from '../core/error.ts';
import { jsonFault } from '../core/json-fault.ts';
import { STORE_CHOICES } from '../core/store-kinds.ts';
import { didYouMean } from '../core/suggest.ts';
import type { Text } from '../core/text.ts';
import { withFileErrors } from '../system/file-error.ts';
import { writeFileSynced } from '../system/files.ts';
import { readTextFile } from '../system/input.ts';
import { makeFolders } from '../system/owner-only.ts';
import { readProxy } from './proxy.ts';
import {
  type ConfigFile,
  type Hooks,
  InvalidValue,
  type Profile,
  type RemovalConfig,
  readBankUrl,
  readChoice,
  readCommand,
  readDeviceLabel,
  readLoginPage,
  readTimeout,
} from './schema.ts';

type Reader = (value: unknown) => unknown;

const text = (value: unknown): string => {
  if (typeof value === 'string' && value !== '' && !value.includes('\0')) return value;
  throw new InvalidValue({ ja: '空でない文字列が必要です', en: 'it must be a string that is not empty' });
};
const parsed =
  (read: (text: string) => unknown): Reader =>
  (value) =>
    read(text(value));
const PROFILE = {
  bank: parsed(readBankUrl),
  caFile: text,
  loginPage: parsed(readLoginPage),
  deviceLabel: parsed(readDeviceLabel),
};
const profile: Reader = (value) => readObject<Profile>(value, PROFILE);

const yesOrNo: Reader = (value) => {
  if (typeof value === 'boolean') return value;
  throw new InvalidValue({ ja: 'true または false が必要です', en: 'it must be true or false' });
};

const READERS: Readonly<Record<keyof ConfigFile, Reader>> = {
  ...PROFILE,
  profile: text,
  profiles: (value) =>
    Object.fromEntries(
      Object.entries(objectOf(value)).map(([name, each]) => [name, readAs(name, each, profile)]),
    ),
  store: parsed((value) => readChoice(value, STORE_CHOICES)),
  storeDir: text,
  nssProfile: text,
  lang: parsed((value) => readChoice(value, ['ja', 'en'])),
  timeout: (value) => readTimeout(typeof value === 'number' ? String(value) : text(value)),
  logFile: text,
  proxy: (value) => {
    readProxy(text(value));
    return value;
  },
  remember: yesOrNo,
  eventLog: yesOrNo,
  remove: (value) => readObject<RemovalConfig>(value, { archive: yesOrNo }),
  hooks: (value) => readObject<Hooks>(value, { installed: readCommand }),
  locked: (value) => {
    if (!Array.isArray(value)) {
      throw new InvalidValue({ ja: '文字列の配列が必要です', en: 'it must be an array of strings' });
    }
    // A misspelt name would leave a setting open that the administrator means to be locked.
    for (const name of value.map(text))
      if (!Object.hasOwn(READERS, name)) throw unknownSetting(name, READERS);
    return value;
  },
};

/**
 * Reads a config file; an empty one where there is none.
 * @throws CertToolError `invalid-config` with the place of the fault, `unreadable-file`, `unreadable-text`; the signal's reason
 */
export async function readConfigFile(file: string, signal?: AbortSignal): Promise<ConfigFile> {
  const content = await readTextFile(file, { signal }).then(({ text }) => text, ignoreMissing);
  if (content === undefined) return {};
  try {
    return readObject<ConfigFile>(parseJson(content), READERS);
  } catch (error) {
    throw invalidConfig(file, error);
  }
}

/**
 * Keeps a setting in the user's config file and leaves its other settings as they are.
 * @throws CertToolError `invalid-config`, `unreadable-file`, `data-folder-failed`
 */
export async function keepSetting(file: string, setting: Pick<ConfigFile, 'bank' | 'lang'>): Promise<void> {
  const settings = { ...(await readConfigFile(file)), ...setting };
  const folder = dirname(file);
  await withFileErrors({ folder }, async () => {
    await makeFolders(folder, 0o700);
    await writeFileSynced(file, `${JSON.stringify(settings, null, 2)}\n`);
  });
}

function ignoreMissing(error: unknown): undefined {
  const cause = error instanceof CertToolError ? error.details.cause : undefined;
  if ((cause as NodeJS.ErrnoException | undefined)?.code !== 'ENOENT') throw error;
}

function parseJson(content: string): unknown {
  const fault = jsonFault(content);
  if (fault) throw new InvalidValue(fault);
  return JSON.parse(content);
}

function objectOf(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new InvalidValue({ ja: 'JSON のオブジェクトが必要です', en: 'a JSON object is needed' });
}

function readObject<T extends object>(value: unknown, readers: Record<keyof T, Reader>): T {
  const result: Record<string, unknown> = {};
  for (const [name, each] of Object.entries(objectOf(value))) {
    const read = Object.hasOwn(readers, name) ? readers[name as keyof T] : undefined;
    if (!read) throw unknownSetting(name, readers);
    result[name] = readAs(name, each, read);
  }
  return result as T;
}

function unknownSetting(name: string, known: object): InvalidValue {
  const meant = didYouMean(name, Object.keys(known));
  return new InvalidValue({
    ja: `「${name}」という設定はありません${meant.ja}`,
    en: `there is no setting "${name}"${meant.en}`,
  });
}

/** What is wrong with a value, behind the name under which it stands. */
function readAs(name: string, value: unknown, read: Reader): unknown {
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

function invalidConfig(file: string, error: unknown): unknown {
  return error instanceof InvalidValue
    ? new CertToolError('invalid-config', { params: { file, detail: error.detail } })
    : error;
}
