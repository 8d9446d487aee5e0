import { CertToolError } from '../core/error.ts';
import { longNameOf } from '../core/option.ts';
import { DEFAULT_TIMEOUT_SECONDS, type SharedOptions } from '../core/shared-options.ts';
import { STORE_CHOICES, type StoreChoice } from '../core/store-kinds.ts';
import { didYouMean } from '../core/suggest.ts';
import type { Language } from '../core/text.ts';
import { banksOf, type ConfiguredBank } from './banks.ts';
import { type AfterInstallation, afterInstallation, deviceLabel } from './company.ts';
import { unlockedOptions } from './locked.ts';
import { type ConfigFile, type Profile, readBankUrl, readChoice, readTimeout } from './schema.ts';
import {
  CONFIG_FILE,
  CONFIGURED,
  type ConfigLayers,
  declarationOf,
  invalidOption,
  isLocked,
  isOn,
  pathFrom,
  pick,
  read,
  type Source,
} from './sources.ts';

/** What holds for this run. */
export interface Settings {
  readonly bank?: string;
  /** Every bank that is configured, the chosen one first; none where one was typed, or with the practice bank. */
  readonly banks: readonly ConfiguredBank[];
  /** The config file's name for it, where it was chosen by it. */
  readonly profile?: string;
  /** What the company calls this PC. */
  readonly deviceLabel?: string;
  readonly afterInstallation?: AfterInstallation;
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
  /** Whether login IDs that were used are remembered on this PC. */
  readonly remember: boolean;
  readonly removal: Removal;
}

/** What `remove` does with certificates where its options do not say, and that they may not. */
export interface Removal {
  readonly archives: boolean;
  readonly isLocked: boolean;
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
  const bank = sandbox ? definedOnly({ deviceLabel: deviceLabel(layers) }) : resolveBank(layers);
  const { storeDir, nssProfile, logFile } = picked;
  return {
    ...definedOnly({ ...bank, storeDir, nssProfile, logFile }),
    banks: sandbox || isTyped(layers) ? [] : banksOf(bank, profilesIn(layers)),
    ...definedOnly({ afterInstallation: afterInstallation(layers, CONFIG_FILE) }),
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
    remember: remembers(layers),
    removal: removalOf(layers),
  };
}

function removalOf(layers: ConfigLayers): Removal {
  const { user, machine } = layers;
  const isFixed = isLocked(layers, 'remove');
  const own = isFixed ? undefined : user.remove?.archive;
  return { archives: own ?? machine.remove?.archive ?? false, isLocked: isFixed };
}

/**
 * The bank's address and what belongs to it. An address counts before a profile that was named in a weaker place; in
 * a config file, where both may stand, the profile is the choice and the address what holds without one. Where one of the
 * two is locked, it counts before the other.
 */
function resolveBank(
  layers: ConfigLayers,
): Pick<Settings, 'bank' | 'caFile' | 'profile' | 'deviceLabel' | 'loginPage'> {
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
    profile: ofProfile && chosen?.value,
    deviceLabel: deviceLabel(layers, ofProfile),
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
  const profiles = profilesIn(layers);
  const profile = Object.hasOwn(profiles, value) ? profiles[value] : undefined;
  if (profile) return profile;
  const meant = didYouMean(value, Object.keys(profiles));
  throw invalidOption(place, {
    ja: `「${value}」という銀行は設定ファイルにありません${meant.ja}`,
    en: `the config file has no bank named "${value}"${meant.en}`,
  });
}

function profilesIn(layers: ConfigLayers): Readonly<Record<string, Profile>> {
  const { user, machine } = layers;
  const onlyMachine = isLocked(layers, 'bank') || isLocked(layers, 'profiles');
  return { ...(onlyMachine ? {} : user.profiles), ...machine.profiles };
}

/** Whether the bank comes from the command line or a variable: this one and no other is meant. */
function isTyped(layers: ConfigLayers): boolean {
  const sources = [pick(layers, 'bank'), pick(layers, 'profile')];
  return sources.some((source) => source !== undefined && source.strength > CONFIGURED.strength);
}

function remembers(layers: ConfigLayers): boolean {
  const { user, machine } = layers;
  return (isLocked(layers, 'remember') ? undefined : user.remember) ?? machine.remember ?? true;
}

function conflict(one: string, other: string): CertToolError {
  const detail = { ja: `${one} と ${other}`, en: `${one} and ${other}` };
  return new CertToolError('conflicting-options', { params: { detail } });
}

/** Who names a profile of NSS's means the store that is for it. */
function usualStore({ nssProfile }: SharedOptions): StoreChoice {
  return nssProfile === undefined ? 'auto' : 'nss';
}

/** A terminal that can do nothing but write on; unless it is said otherwise. */
function isDumb(env: NodeJS.ProcessEnv): boolean {
  return env['TERM'] === 'dumb' && !env[declarationOf('plain').variable ?? ''];
}

/**
 * NO_COLOR (no-color.org) and `--no-color` switch off, FORCE_COLOR on (empty too, as in Node); undefined leaves it to the
 * terminal, as does a FORCE_COLOR that says neither.
 */
function colorOf(options: SharedOptions, env: NodeJS.ProcessEnv): boolean | undefined {
  if (options.color === false || env['NO_COLOR']) return false;
  const forced = env['FORCE_COLOR'];
  if (forced === undefined || !/^(\d{0,9}|true|false)$/.test(forced)) return undefined;
  return forced !== 'false' && !/^0+$/.test(forced);
}

function definedOnly<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
