import { CertToolError } from '../core/error.ts';
import { jsonFault } from '../core/json-fault.ts';
import { isMissing } from '../system/files.ts';
import { readTextFile } from '../system/input.ts';
import { readSettings } from './declarations.ts';
import { type ConfigFile, InvalidValue } from './schema.ts';

/**
 * Reads a config file; an empty one where there is none.
 * @throws CertToolError `invalid-config` with the place of the fault, `unreadable-file`, `unreadable-text`; the signal's reason
 */
export async function readConfigFile(file: string, signal?: AbortSignal): Promise<ConfigFile> {
  const content = await configText(file, signal);
  return content === undefined ? {} : settingsIn(content, file);
}

/** A config file's text; undefined where there is none. Throws as `readConfigFile`, but for what the text says. */
export async function configText(file: string, signal?: AbortSignal): Promise<string | undefined> {
  if (isMissing(file)) return undefined;
  return readTextFile(file, { signal, ordinary: true }).then(({ text }) => text, ignoreMissing);
}

/** The settings of a text. @param file its name for people @throws CertToolError `invalid-config` */
export function settingsIn(text: string, file: string): ConfigFile {
  return withFile(file, () => readSettings(parseJson(text)));
}

/** Runs `work`, and throws `invalid-config` of the file for what cannot be used. */
export function withFile<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error;
    throw new CertToolError('invalid-config', { params: { file, detail: error.detail } });
  }
}

function ignoreMissing(error: unknown): undefined {
  const cause = error instanceof CertToolError ? error.details.cause : undefined;
  if ((cause as NodeJS.ErrnoException | undefined)?.code !== 'ENOENT') throw error;
}

/** @throws InvalidValue with the place of the fault */
export function parseJson(content: string): unknown {
  const fault = jsonFault(content);
  if (fault) throw new InvalidValue(fault);
  return JSON.parse(content);
}
