import { CertToolError } from '../core/error.ts';
import { checkPath, unusablePath } from '../core/given-path.ts';
import { longNameOf, type OptionDeclaration, optionKeyOf } from '../core/option.ts';
import type { ConfigOwner } from '../core/ports/config.ts';
import { SHARED_OPTIONS, type SharedOptions } from '../core/shared-options.ts';
import type { Text } from '../core/text.ts';
import { type ConfigFile, InvalidValue } from './schema.ts';

/** The paths of both files. */
export type ConfigPlaces = Readonly<Record<ConfigOwner, string>>;

/** The config files, in which alone a company sets something about its PCs. */
export interface ConfigFiles extends Readonly<Record<ConfigOwner, ConfigFile>> {
  /** For errors; without it both are called `config.json`. */
  readonly places?: ConfigPlaces;
}

export interface ConfigLayers extends ConfigFiles {
  readonly options: SharedOptions;
  readonly env: NodeJS.ProcessEnv;
}

export interface Source {
  /** The option, the variable, or the path of the file. */
  readonly place: string;
  /** What the value is in that file, as `cert-tool config set` takes it. */
  readonly setting?: string;
  /** From 4, an option, down to 1, the machine's config. */
  readonly strength: number;
  readonly value: string;
  /** The profile that has it. */
  readonly profile?: string;
}

/** How strong each place is. */
export const STRENGTHS = { option: 4, environment: 3, user: 2, machine: 1 };

/** An option that every command takes. */
export function declarationOf(name: keyof SharedOptions): OptionDeclaration {
  const option = SHARED_OPTIONS.find((each) => optionKeyOf(each) === name);
  if (!option) throw new TypeError(`no option ${name}`);
  return option;
}

/** The first place, by strength, at which a setting is set. */
export function pick(layers: ConfigLayers, name: keyof SharedOptions & keyof ConfigFile): Source | undefined {
  const machine = sourceOf(layers, 'machine', name);
  if (isLocked(layers, name)) return machine;
  const declared = declarationOf(name);
  return (
    typedSource(longNameOf(declared), STRENGTHS.option, layers.options[name]) ??
    typedSource(declared.variable ?? '', STRENGTHS.environment, variableOf(layers, declared)) ??
    sourceOf(layers, 'user', name) ??
    machine
  );
}

function typedSource(
  place: string,
  strength: number,
  value: string | boolean | undefined,
): Source | undefined {
  return value === undefined ? undefined : { place, strength, value: String(value) };
}

/** What the variable of an option says. That of a `--no-…` says no, or nothing. */
export function variableOf(
  { env }: Pick<ConfigLayers, 'env'>,
  { flags, variable = '' }: OptionDeclaration,
): string | undefined {
  const value = env[variable] || undefined;
  if (!flags.startsWith('--no-')) return value;
  return value === undefined || value === '0' ? undefined : 'false';
}

type OneValue =
  | (keyof SharedOptions & keyof ConfigFile)
  | 'loginPage'
  | 'deviceLabel'
  | 'estUser'
  | 'estPassword';

/** A setting as one config file has it. */
export function sourceOf(layers: ConfigFiles, file: ConfigOwner, name: OneValue): Source | undefined {
  const value = layers[file][name];
  return value === undefined ? undefined : fileSource(layers, file, name, String(value));
}

export function fileSource(
  { places }: ConfigFiles,
  file: ConfigOwner,
  setting: string,
  value: string,
): Source {
  return { place: places?.[file] ?? 'config.json', strength: STRENGTHS[file], value, setting };
}

/** Whether a config file has the value, and nobody has typed it. */
export function isFromFile({ strength }: Source): boolean {
  return strength <= STRENGTHS.user;
}

/** @throws CertToolError `invalid-option` or `invalid-config` that names the place of a value that cannot be used */
export function read<T>(source: Source | undefined, reader: (text: string) => T): T | undefined {
  if (!source) return undefined;
  try {
    return reader(source.value);
  } catch (error) {
    throw error instanceof InvalidValue ? invalidOption(source, error.detail) : error;
  }
}

/** What JSON makes of `C:\temp`. */
const CONTROL_CHARACTER: Text = {
  ja: '制御文字があります。JSON では「\\」を「\\\\」と書きます',
  en: 'it holds a control character; in JSON a "\\" has to be written "\\\\"',
};

/** A path, of which nothing is left to be expanded. @throws CertToolError `unusable-path` */
export function pathFrom(source: Source | undefined): string | undefined {
  if (!source) return undefined;
  const { setting, place, value } = source;
  const where = setting === undefined ? place : `${setting} (${place})`;
  checkPath(where, value);
  if (setting !== undefined && /\p{Cc}/u.test(value)) throw unusablePath(where, value, CONTROL_CHARACTER);
  return value;
}

export function invalidOption({ setting, place }: Source, { ja, en }: Text): CertToolError {
  const name = setting ?? place;
  const detail = { ja: `${name}: ${ja}`, en: `${name}: ${en}` };
  return setting === undefined
    ? new CertToolError('invalid-option', { params: { detail } })
    : new CertToolError('invalid-config', { params: { file: place, detail } });
}

/** Whether the machine's config file locks a setting. */
export function isLocked({ machine }: Pick<ConfigLayers, 'machine'>, name: keyof ConfigFile): boolean {
  return machine.locked?.includes(name) === true;
}

/** Whether the variable of an option without a value says the same as the option. */
export function isOn({ env }: ConfigLayers, name: keyof SharedOptions): boolean {
  const value = env[declarationOf(name).variable ?? ''];
  return value !== undefined && value !== '' && value !== '0';
}

/** Without the members that are undefined. */
export function definedOnly<T extends Record<string, unknown>>(
  values: T,
): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
