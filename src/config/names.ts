import { CertToolError } from '../core/error.ts';
import { checkPath } from '../core/given-path.ts';
import type { Text } from '../core/text.ts';
import { absolutePath } from '../system/paths.ts';
import { SETTINGS, type Setting, type Settings } from './declarations.ts';
import { readAs, unknownSetting } from './read-object.ts';
import { InvalidValue } from './schema.ts';

/** A setting, and where it stands in a config file. */
export interface NamedSetting {
  readonly path: readonly string[];
  readonly setting: Setting;
}

/**
 * A setting by the name that people type: members follow behind a dot, as in `remove.archive`, `profiles.<name>.bank`. A
 * profile's own name may have dots, too.
 * @throws InvalidValue for a name that is none
 */
export function settingNamed(name: string): NamedSetting {
  const [first = '', ...rest] = name.split('.');
  const setting = memberOf(SETTINGS, first);
  if (!setting) throw unknownSetting(name, everyName());
  const within = setting.members ?? setting.named;
  if (rest.length === 0 || !within) {
    if (rest.length > 0) throw unknownSetting(name, [first]);
    return { path: [first], setting };
  }
  const last = rest.at(-1) ?? '';
  const between = rest.slice(0, -1).join('.');
  const member = memberOf(within, last);
  const isOf = setting.named ? rest.length > 1 : rest.length === 1;
  if (member && isOf)
    return { path: setting.named ? [first, between, last] : [first, last], setting: member };
  const around = setting.named && rest.length > 1 ? `${first}.${between}` : first;
  throw unknownSetting(name, namesIn(around, within));
}

function memberOf(settings: Settings, name: string): Setting | undefined {
  return Object.hasOwn(settings, name) ? settings[name] : undefined;
}

/** The names that take a value. */
function everyName(): string[] {
  return Object.entries(SETTINGS).flatMap(([name, { members, named }]) =>
    namesOf(name, members ?? (named && prefixed('<name>', named))),
  );
}

function namesOf(name: string, members: Settings | undefined): string[] {
  return members ? [name, ...namesIn(name, members)] : [name];
}

function namesIn(around: string, members: Settings): string[] {
  return Object.keys(members).map((name) => `${around}.${name}`);
}

function prefixed(prefix: string, members: Settings): Settings {
  return Object.fromEntries(Object.entries(members).map(([name, each]) => [`${prefix}.${name}`, each]));
}

/**
 * The value that words of a command line mean for a setting.
 * @throws InvalidValue; CertToolError `unusable-path`
 */
export function valueOfWords(name: string, setting: Setting, words: readonly string[]): unknown {
  const [first = '', ...more] = words;
  if (setting.members || setting.named) throw new InvalidValue(needsMember(name, setting));
  const isList = setting.schema['type'] === 'array';
  if (more.length > 0 && !isList) throw new InvalidValue(oneValue(name));
  const given = isList ? words : setting.schema['type'] === 'boolean' ? yesOrNo(first) : first;
  const value = readAs(name, given, setting);
  if (!setting.isPath || typeof value !== 'string') return value;
  checkPath(name, value);
  // In a file it would be another one wherever cert-tool is started.
  return absolutePath(name, value);
}

function yesOrNo(word: string): unknown {
  return word === 'true' ? true : word === 'false' ? false : word;
}

function needsMember(name: string, { members, named }: Setting): Text {
  const names = namesIn(named ? `${name}.<name>` : name, members ?? named ?? {});
  return {
    ja: `${name} は、${names.join('、')} のように項目ごとに指定します`,
    en: `${name} is set by its members: ${names.join(', ')}`,
  };
}

function oneValue(name: string): Text {
  return {
    ja: `${name} の値は 1 つです。空白を含む値は引用符で囲みます`,
    en: `${name} takes one value; one with blanks needs quotes around it`,
  };
}

/** What is wrong with what was typed, as an error of the command line. */
export function asInvalidOption(error: unknown): unknown {
  return error instanceof InvalidValue
    ? new CertToolError('invalid-option', { params: { detail: error.detail } })
    : error;
}
