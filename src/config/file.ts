import { dirname } from 'node:path';
import { CertToolError } from '../core/error.ts';
import { jsonFault } from '../core/json-fault.ts';
import { withFileErrors } from '../system/file-error.ts';
import { writeFileSynced } from '../system/files.ts';
import { readTextFile } from '../system/input.ts';
import { makeFolders } from '../system/owner-only.ts';
import { readSettings } from './declarations.ts';
import { type ConfigFile, InvalidValue } from './schema.ts';

/**
 * Reads a config file; an empty one where there is none.
 * @throws CertToolError `invalid-config` with the place of the fault, `unreadable-file`, `unreadable-text`; the signal's reason
 */
export async function readConfigFile(file: string, signal?: AbortSignal): Promise<ConfigFile> {
  const content = await readTextFile(file, { signal }).then(({ text }) => text, ignoreMissing);
  if (content === undefined) return {};
  try {
    return readSettings(parseJson(content));
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
  try {
    return JSON.parse(content);
  } catch {
    throw new InvalidValue(jsonFault(content) ?? { ja: 'JSON の形式ではありません', en: 'it is not JSON' });
  }
}

function invalidConfig(file: string, error: unknown): unknown {
  return error instanceof InvalidValue
    ? new CertToolError('invalid-config', { params: { file, detail: error.detail } })
    : error;
}
