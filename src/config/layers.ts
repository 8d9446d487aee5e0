import { CertToolError } from '../core/error.ts';
import { checkPath } from '../core/given-path.ts';
import { longNameOf, type OptionDeclaration, optionKeyOf } from '../core/option.ts';
import { SHARED_OPTIONS, type SharedOptions } from '../core/shared-options.ts';
import { type ConfigFile, InvalidValue } from './schema.ts';

/** The config files, in which alone a company sets something about its PCs. */
export interface ConfigFiles {
  readonly user: ConfigFile;
  readonly machine: ConfigFile;
}

export interface ConfigLayers extends ConfigFiles {
  readonly options: SharedOptions;
  readonly env: NodeJS.ProcessEnv;
}

export interface Source {
  /** How a person names the place of the value. */
  readonly place: string;
  /** From 4, an option, down to 1, the machine's config. */
  readonly strength: number;
  readonly value: string;
  /** The profile that has it. */
  readonly profile?: string;
}

/** How strong each place is. */
export const STRENGTHS = { option: 4, environment: 3, user: 2, machine: 1 };

/** How a person names the place of what is configured, and how strong it is. */
export const CONFIG_FILE = 'config.json';
export const CONFIGURED = { place: CONFIG_FILE, strength: STRENGTHS.user };

/** An option that every command takes. */
export function declarationOf(name: keyof SharedOptions): OptionDeclaration {
  const option = SHARED_OPTIONS.find((each) => optionKeyOf(each) === name);
  if (!option) throw new TypeError(`no option ${name}`);
  return option;
}

/** The first place, by strength, at which a setting is set. */
export function pick(layers: ConfigLayers, name: keyof SharedOptions & keyof ConfigFile): Source | undefined {
  const declared = declarationOf(name);
  const { variable } = declared;
  const candidates: [string, string | number | boolean | undefined][] = [
    [longNameOf(declared), layers.options[name]],
    [variable ?? '', variableOf(layers, declared)],
    [CONFIG_FILE, layers.user[name]],
    [CONFIG_FILE, layers.machine[name]],
  ];
  const found = candidates.findIndex(
    ([, value], index) => value !== undefined && (index === candidates.length - 1 || !isLocked(layers, name)),
  );
  const [place, value] = candidates[found] ?? [];
  return place === undefined
    ? undefined
    : { place, strength: candidates.length - found, value: String(value) };
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

/** A setting as one config file has it. */
export function sourceOf(
  layers: ConfigFiles,
  file: 'user' | 'machine',
  name: 'loginPage' | 'deviceLabel',
): Source | undefined {
  const value = layers[file][name];
  return value === undefined ? undefined : { place: CONFIG_FILE, strength: STRENGTHS[file], value };
}

/** @throws CertToolError `invalid-option` or `invalid-config` that names the place of a value that cannot be used */
export function read<T>(source: Source | undefined, reader: (text: string) => T): T | undefined {
  if (!source) return undefined;
  try {
    return reader(source.value);
  } catch (error) {
    throw error instanceof InvalidValue ? invalidOption(source.place, error.detail) : error;
  }
}

/** A path, of which nothing is left to be expanded. */
export function pathFrom(source: Source | undefined): string | undefined {
  if (source) checkPath(source.place, source.value);
  return source?.value;
}

export function invalidOption(place: string, detail: { ja: string; en: string }): CertToolError {
  if (place === CONFIG_FILE) return new CertToolError('invalid-config', { params: { file: place, detail } });
  return new CertToolError('invalid-option', {
    params: { detail: { ja: `${place}: ${detail.ja}`, en: `${place}: ${detail.en}` } },
  });
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
