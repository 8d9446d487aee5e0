import { CertToolError } from '../core/error.ts';
import { checkPath } from '../core/given-path.ts';
import { longNameOf, type OptionDeclaration, optionKeyOf } from '../core/option.ts';
import { DEFAULT_TIMEOUT_SECONDS, SHARED_OPTIONS, type SharedOptions } from '../core/shared-options.ts';
import { STORE_CHOICES, type StoreChoice } from '../core/store-kinds.ts';
import { didYouMean } from '../core/suggest.ts';
import type { Language } from '../core/text.ts';
import { colorOf } from './color.ts';
import { unlockedOptions } from './locked.ts';
import { type Removal, removalOf } from './removal.ts';
import {
  type ConfigFile,
  InvalidValue,
  type Profile,
  readBankUrl,
  readChoice,
  readTimeout,
} from './schema.ts';

/** What holds for this run. */
export interface Settings {
  readonly bank?: string;
  readonly sandbox: boolean;
  readonly store: StoreChoice;
  readonly storeDir?: string;
  readonly nssProfile?: string;
  readonly json: boolean;
  readonly input: boolean;
  readonly yes: boolean;
  readonly plain: boolean;
  readonly language: Language;
  readonly verbosity: 'quiet' | 'normal' | 'verbose';
  readonly logFile?: string;
  readonly caFile?: string;
  /** The login page of this very bank, as configured. */
  readonly loginPage?: string;
  readonly timeoutMs: number;
  readonly color: boolean | undefined;
  readonly removal: Removal;
  /** Whether login IDs that were used are remembered on this PC. */
  readonly remember: boolean;
}

export interface ConfigLayers {
  readonly options: SharedOptions;
  readonly env: NodeJS.ProcessEnv;
  readonly user: ConfigFile;
  readonly machine: ConfigFile;
}

interface Source {
  /** How a person names the place of the value. */
  readonly place: string;
  /** From 4, an option, down to 1, the machine's config. */
  readonly strength: number;
  readonly value: string;
}

/**
 * Option, environment, the user's config, the machine's config, default: the first that is set wins, except that a
 * setting which the machine's config locks is the machine's.
 * Throws exit-code-2 errors that name the place of a value that cannot be used.
 */
export function resolveSettings(given: ConfigLayers, fallbackLanguage: Language): Settings {
  const layers = { ...given, options: unlockedOptions(given.options, given.machine) };
  const { options, env } = layers;
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') throw new CertToolError('tls-verification-disabled');
  if (options.quiet && options.verbose) throw conflict('--quiet', '--verbose');
  const sandbox = options.sandbox === true || isOn(layers, 'sandbox');
  const { variable: sandboxVariable = '' } = declarationOf('sandbox');
  const sandboxPlace = options.sandbox ? longNameOf(declarationOf('sandbox')) : sandboxVariable;
  if (sandbox && options.bank !== undefined) throw conflict(sandboxPlace, '--bank');
  if (sandbox && options.profile !== undefined) throw conflict(sandboxPlace, '--profile');

  const picked = {
    store: read(pick(layers, 'store'), (text) => readChoice(text, STORE_CHOICES)) ?? usualStore(options),
    storeDir: pathFrom(pick(layers, 'storeDir')),
    nssProfile: pathFrom(pick(layers, 'nssProfile')),
    lang: read(pick(layers, 'lang'), (text) => readChoice(text, ['ja', 'en'] as const)),
    timeout: read(pick(layers, 'timeout'), readTimeout) ?? DEFAULT_TIMEOUT_SECONDS,
    logFile: pathFrom(pick(layers, 'logFile')),
  };
  if (options.storeDir !== undefined && picked.store !== 'file' && picked.store !== 'auto') {
    throw conflict('--store-dir', `--store ${picked.store}`);
  }
  if (options.nssProfile !== undefined && picked.store !== 'nss') {
    throw conflict('--nss-profile', `--store ${picked.store}`);
  }
  const bank = sandbox ? {} : resolveBank(layers);
  const { storeDir, nssProfile, logFile } = picked;
  return {
    ...definedOnly({ ...bank, storeDir, nssProfile, logFile }),
    sandbox,
    store: picked.store,
    json: options.json === true,
    input: options.input !== false && !isOn(layers, 'input'),
    yes: options.yes === true,
    plain: options.plain === true || isOn(layers, 'plain') || isDumb(env),
    language: picked.lang ?? fallbackLanguage,
    verbosity: options.quiet ? 'quiet' : options.verbose ? 'verbose' : 'normal',
    timeoutMs: picked.timeout * 1000,
    color: colorOf(options, env),
    removal: removalOf(layers),
    remember: remembers(layers),
  };
}

/**
 * The bank's address and what belongs to it. An address counts before a profile that was named in a weaker place; in
 * a config file, where both may stand, the profile is the choice and the address what holds without one. Where one of the
 * two is locked, it counts before the other.
 */
function resolveBank(layers: ConfigLayers): { bank?: string; caFile?: string; loginPage?: string } {
  const named = pick(layers, 'bank');
  const chosen = pick(layers, 'profile');
  const profile = chosen && profileOf(layers, chosen);
  const isProfileFixed = chosen !== undefined && isLocked(layers, 'profile') && !isLocked(layers, 'bank');
  const addressFirst =
    named !== undefined &&
    !isProfileFixed &&
    (isLocked(layers, 'bank') ||
      named.strength > (chosen?.strength ?? 0) ||
      (named.strength === chosen?.strength && named.place !== CONFIG_FILE));
  const ofProfile = addressFirst ? undefined : profile;
  const typedBank = ofProfile?.bank ?? named?.value;
  const bank = typedBank === undefined ? undefined : readBankUrl(typedBank);
  const caFile = pick(layers, 'caFile');
  const ofChosen = ofProfile?.caFile === undefined ? undefined : { ...CONFIGURED, value: ofProfile.caFile };
  const typed = caFile?.place !== CONFIG_FILE || isLocked(layers, 'caFile') ? caFile : undefined;
  return definedOnly({
    bank,
    caFile: pathFrom(typed) ?? pathFrom(ofChosen) ?? pathFrom(caFile),
    loginPage: resolveLoginPage(layers, bank, ofProfile),
  });
}

/**
 * The login page of this bank: a page that a config file sets beside another bank is that one's, and certificates must not be
 * shown there.
 */
function resolveLoginPage(
  layers: ConfigLayers,
  bank: string | undefined,
  profile: Profile | undefined,
): string | undefined {
  const { user, machine } = layers;
  if (isLocked(layers, 'loginPage')) return machine.loginPage;
  if (profile?.loginPage !== undefined || profile?.bank !== undefined) return profile.loginPage;
  return [user, machine].find((file) => isPageOf(file, bank))?.loginPage;
}

/** A file that names no bank means whichever is set elsewhere. */
function isPageOf({ loginPage, bank }: ConfigFile, used: string | undefined): boolean {
  return loginPage !== undefined && (bank === undefined || bank === used);
}

/** A profile of the user's must not lead around a bank that the administrator has locked. */
function profileOf(layers: ConfigLayers, { place, value }: Source): Profile {
  const { user, machine } = layers;
  const onlyMachine = isLocked(layers, 'bank') || isLocked(layers, 'profiles');
  const profiles = { ...(onlyMachine ? {} : user.profiles), ...machine.profiles };
  const profile = Object.hasOwn(profiles, value) ? profiles[value] : undefined;
  if (profile) return profile;
  const meant = didYouMean(value, Object.keys(profiles));
  throw invalidOption(place, {
    ja: `「${value}」という銀行は設定ファイルにありません${meant.ja}`,
    en: `the config file has no bank named "${value}"${meant.en}`,
  });
}

function isLocked(layers: ConfigLayers, name: string): boolean {
  return layers.machine.locked?.includes(name) === true;
}

function remembers(layers: ConfigLayers): boolean {
  const { user, machine } = layers;
  return (isLocked(layers, 'remember') ? undefined : user.remember) ?? machine.remember ?? true;
}

const CONFIG_FILE = 'config.json';
const CONFIGURED = { place: CONFIG_FILE, strength: 2 };

function declarationOf(name: keyof SharedOptions): OptionDeclaration {
  const option = SHARED_OPTIONS.find((each) => optionKeyOf(each) === name);
  if (!option) throw new TypeError(`no option ${name}`);
  return option;
}

function pick(layers: ConfigLayers, name: keyof SharedOptions & keyof ConfigFile): Source | undefined {
  const declared = declarationOf(name);
  const { variable } = declared;
  const candidates: [string, string | number | undefined][] = [
    [longNameOf(declared), layers.options[name]],
    [variable ?? '', variable ? layers.env[variable] || undefined : undefined],
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

function read<T>(source: Source | undefined, reader: (text: string) => T): T | undefined {
  if (!source) return undefined;
  try {
    return reader(source.value);
  } catch (error) {
    throw error instanceof InvalidValue ? invalidOption(source.place, error.detail) : error;
  }
}

function readPath(text: string): string {
  if (text !== '' && !text.includes('\0')) return text;
  throw new InvalidValue({ ja: 'パスが空です', en: 'the path is empty' });
}

/** A path, of which nothing is left to be expanded. */
function pathFrom(source: Source | undefined): string | undefined {
  const path = read(source, readPath);
  if (source && path !== undefined) checkPath(source.place, path);
  return path;
}

function invalidOption(place: string, detail: { ja: string; en: string }): CertToolError {
  return new CertToolError('invalid-option', {
    params: { detail: { ja: `${place}: ${detail.ja}`, en: `${place}: ${detail.en}` } },
  });
}

function conflict(one: string, other: string): CertToolError {
  const detail = { ja: `${one} と ${other}`, en: `${one} and ${other}` };
  return new CertToolError('conflicting-options', { params: { detail } });
}

/** Who names a profile of NSS's means the store that is for it. */
function usualStore({ nssProfile }: SharedOptions): StoreChoice {
  return nssProfile === undefined ? 'auto' : 'nss';
}

/** Whether the variable of an option without a value says the same as the option. */
function isOn({ env }: ConfigLayers, name: keyof SharedOptions): boolean {
  const value = env[declarationOf(name).variable ?? ''];
  return value !== undefined && value !== '' && value !== '0';
}

/** A terminal that can do nothing but write on; unless it is said otherwise. */
function isDumb(env: NodeJS.ProcessEnv): boolean {
  return env['TERM'] === 'dumb' && !env[declarationOf('plain').variable ?? ''];
}

function definedOnly<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
