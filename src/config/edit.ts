import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CertToolError } from '../core/error.ts';
import { withMember, withoutMember } from '../core/json-edit.ts';
import type { SharedOptions } from '../core/shared-options.ts';
import type { Language, Text } from '../core/text.ts';
import { withFileErrors } from '../system/file-error.ts';
import { readIfThere, unlessMissing, writeFileSynced } from '../system/files.ts';
import { makeFolders } from '../system/owner-only.ts';
import { SETTINGS } from './declarations.ts';
import { configText, parseJson, settingsIn, withFile } from './file.ts';
import { configSchemaText } from './json-schema.ts';
import { asInvalidOption, settingNamed, valueOfWords } from './names.ts';
import { objectOf } from './read-object.ts';
import { type ConfigFile, InvalidValue } from './schema.ts';
import { resolveSettings } from './settings.ts';

/** The file that explains the config file beside it to editors. */
export const SCHEMA_FILE = 'config.schema.json';

/** The user's config file, and what counts besides. */
export interface Editing {
  readonly file: string;
  readonly machine: ConfigFile;
}

export interface Edited {
  /** The settings of the file from now on; undefined where it has another fault. */
  readonly user: ConfigFile | undefined;
  readonly value?: unknown;
  readonly isChanged: boolean;
}

/**
 * Sets a setting in the file; the other members, their order and the layout stay.
 * @throws CertToolError as `set` of core/ports/config.ts
 */
export function setSetting(editing: Editing, name: string, words: readonly string[]): Promise<Edited> {
  return asTyped(async () => {
    const { path, setting } = settingNamed(name);
    if (path[0] === 'locked') throw new InvalidValue(LOCKED_IN_USERS_FILE);
    const value = valueOfWords(name, setting, words);
    return { ...(await edit(editing, name, (text) => withMember(text, path, value), isOf)), value };
  });
}

/** Takes a setting away, likewise; a whole profile too, and whatever the file has by a name that is no setting. */
export function unsetSetting(editing: Editing, name: string): Promise<Edited> {
  return asTyped(() =>
    edit(
      editing,
      name,
      (text) => withoutMember(text, memberNamed(objectIn(text, editing.file), name)),
      isNeeded,
    ),
  );
}

/** Keeps settings in the user's config file and leaves its others as they are. Throws `invalid-config`, `unreadable-file`, `data-folder-failed`. */
export async function keepSetting(file: string, setting: Pick<ConfigFile, 'bank' | 'lang'>): Promise<void> {
  const text = await textOf(file);
  settingsIn(text, file);
  await write(
    file,
    Object.entries(setting).reduce((all, [name, value]) => withMember(all, [name], value), text),
  );
}

/**
 * Writes a file, which must not be there yet, with those of the options that are settings, and the schema beside it. Returns
 * the schema's path. Throws `invalid-option`, `unusable-path`, `data-folder-failed`.
 */
export async function initConfig(file: string, options: SharedOptions, language: Language): Promise<string> {
  const folder = dirname(file);
  const schema = join(folder, SCHEMA_FILE);
  const typed = await asTyped(async () => settingsTyped(options));
  const content = { $schema: `./${SCHEMA_FILE}`, $comment: COMMENT[language], ...typed };
  await withFileErrors({ folder }, async () => {
    if (unlessMissing(() => lstatSync(file))) throw isThere(file);
    await makeFolders(folder, 0o700);
    // Killed in between it leaves no file that names a schema which there is not.
    await writeFileSynced(schema, configSchemaText());
    await writeFileSynced(file, `${JSON.stringify(content, null, 2)}\n`);
  });
  return schema;
}

/** @throws CertToolError as `valueOfWords` */
function settingsTyped(options: SharedOptions): Record<string, unknown> {
  const typed = Object.entries(options).filter(([name]) => Object.hasOwn(SETTINGS, name));
  return Object.fromEntries(
    typed.map(([name, word]) => [name, valueOfWords(name, settingNamed(name).setting, [String(word)])]),
  );
}

const COMMENT: Text = {
  ja: '設定の変更: cert-tool config set <項目> <値>。一覧: cert-tool config show。各項目の説明は、エディタが $schema をもとに表示します。',
  en: 'To set one: cert-tool config set <name> <value>; to see them all: cert-tool config show. Editors explain each by $schema.',
};

const LOCKED_IN_USERS_FILE: Text = {
  ja: 'locked は PC 全体の設定ファイルでのみ有効です',
  en: 'only the config file of the whole PC can lock settings',
};

function isThere(file: string): CertToolError {
  const detail = {
    ja: `${file} は既にあるため、そのままにしました`,
    en: `${file} is there already, and was left as it is`,
  };
  return new CertToolError('invalid-option', { params: { detail } });
}

async function asTyped<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asInvalidOption(error);
  }
}

/** @param refused what is said of a change that was not made, by the name of the setting and the fault that it would bring */
async function edit(
  editing: Editing,
  name: string,
  change: (text: string) => string,
  refused: (name: string, fault: Text) => Text,
): Promise<Edited> {
  const { file } = editing;
  const before = await textOf(file);
  objectIn(before, file);
  const after = change(before);
  const { user, fault } = usable(editing, after);
  if (after === before) return { user, isChanged: false };
  if (fault && !usable(editing, before).fault) throw asRefused(fault, (detail) => refused(name, detail));
  await write(file, after);
  return { user: fault ? undefined : user, isChanged: true };
}

/** An object without members where there is no file. */
async function textOf(file: string): Promise<string> {
  return (await configText(file)) ?? '{}\n';
}

function objectIn(text: string, file: string): Record<string, unknown> {
  return withFile(file, () => objectOf(parseJson(text)));
}

/** Whether commands can run with a text, wherever its fault lies: a profile that is named and not there is one, too. */
function usable({ file, machine }: Editing, text: string): { user?: ConfigFile; fault?: CertToolError } {
  try {
    const user = settingsIn(text, file);
    resolveSettings({ options: {}, env: {}, user, machine }, 'en');
    return { user };
  } catch (error) {
    if (error instanceof CertToolError) return { fault: error };
    throw error;
  }
}

function asRefused(fault: CertToolError, inWords: (detail: Text) => Text): unknown {
  const detail = fault.details.params?.['detail'];
  return fault.errorName === 'invalid-config' && typeof detail === 'object'
    ? new InvalidValue(inWords(detail))
    : fault;
}

/** Of a value. The fault names the setting that it is of. */
function isOf(name: string, { ja, en }: Text): Text {
  return en.startsWith(`${name}: `) ? { ja, en } : { ja: `${name}: ${ja}`, en: `${name}: ${en}` };
}

/** Of what other settings name. */
function isNeeded(name: string, { ja, en }: Text): Text {
  return { ja: `${name} は取り除けません(${ja})`, en: `${name} cannot be taken out (${en})` };
}

/** Where a member stands that is there, whether it is a setting or not; otherwise where the setting would. @throws InvalidValue */
function memberNamed(object: Record<string, unknown>, name: string): readonly string[] {
  if (Object.hasOwn(object, name)) return [name];
  const { profiles } = object;
  const profile = name.startsWith('profiles.') ? name.slice('profiles.'.length) : undefined;
  const isThere = profile !== undefined && Object.hasOwn(Object(profiles), profile);
  // Behind a dot a setting may be mistyped.
  if (profile !== undefined && (isThere || !profile.includes('.'))) return ['profiles', profile];
  return settingNamed(name).path;
}

async function write(file: string, text: string): Promise<void> {
  const folder = dirname(file);
  await withFileErrors({ folder }, async () => {
    await makeFolders(folder, 0o700);
    const target = behindLinks(file);
    await withFileErrors({ folder: dirname(target) }, () => writeFileSynced(target, text));
    const schema = join(folder, SCHEMA_FILE);
    const there = await readIfThere(schema);
    // An earlier version's knows less.
    if (there !== undefined && there !== configSchemaText())
      await writeFileSynced(schema, configSchemaText());
  });
}

/** Who keeps the file elsewhere, behind a link, keeps it there; it need not be there yet. */
function behindLinks(file: string): string {
  if (!lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) return file;
  const found = unlessMissing(() => realpathSync(file));
  return found ?? behindLinks(resolve(realpathSync(dirname(file)), readlinkSync(file)));
}
