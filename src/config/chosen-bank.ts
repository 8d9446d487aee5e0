import { didYouMean } from '../core/suggest.ts';
import { labelOfThisPc } from './company.ts';
import {
  type ConfigFiles,
  type ConfigLayers,
  definedOnly,
  fileSource,
  invalidOption,
  isFromFile,
  isLocked,
  pathFrom,
  pick,
  read,
  type Source,
  STRENGTHS,
  sourceOf,
} from './layers.ts';
import {
  type ConfigFile,
  PROTOCOLS,
  type Profile,
  type Protocol,
  readBankUrl,
  readChoice,
} from './schema.ts';

/** The bank of a run and what belongs to it. */
export interface ChosenBank {
  readonly bank?: string;
  /** Left out for the usual one. */
  readonly protocol?: Protocol;
  /** By EST: the fields of HTTP Basic, where they are set. */
  readonly estUser?: string;
  readonly estPassword?: string;
  /** The config file's name for it, where it was chosen by it. */
  readonly profile?: string;
  readonly caFile?: string;
  /** The login page of this very bank, as configured. */
  readonly loginPage?: string;
  /** No option counts before the configured page, nor in place of one that is missing. */
  readonly isLoginPageLocked?: boolean;
  /** What the company calls this PC. */
  readonly deviceLabel?: string;
}

/** Where the bank of a run and what belongs to it come from; what is not set is left out. */
export interface BankSources {
  readonly bank?: Source;
  readonly protocol?: Source;
  readonly estUser?: Source;
  readonly estPassword?: Source;
  readonly profile?: Source;
  readonly caFile?: Source;
  readonly loginPage?: Source;
  readonly deviceLabel?: Source;
}

/**
 * The bank's address and what belongs to it. An address counts before a profile that was named in a weaker place; in
 * a config file, where both may stand, the profile is the choice and the address what holds without one. Where one of the
 * two is locked, it counts before the other.
 */
export function bankSources(layers: ConfigLayers): BankSources {
  const named = pick(layers, 'bank');
  const chosen = pick(layers, 'profile');
  const profile = chosen && profileOf(layers, chosen);
  const isProfileFixed = chosen !== undefined && isLocked(layers, 'profile') && !isLocked(layers, 'bank');
  const addressFirst =
    named !== undefined &&
    !isProfileFixed &&
    (isLocked(layers, 'bank') ||
      named.strength > (chosen?.strength ?? 0) ||
      (named.strength === chosen?.strength && !isFromFile(named)));
  const isChosen = !addressFirst && chosen !== undefined && profile !== undefined;
  return {
    ...(isChosen && { profile: chosen }),
    ...sourcesIn(layers, isChosen ? { name: chosen.value, profile } : undefined, named),
  };
}

/** As `bankSources`, their values. */
export function resolveBank(layers: ConfigLayers): ChosenBank {
  return valuesOf(layers, bankSources(layers));
}

/** What the practice bank is told of the config: this PC's label, whichever bank is set. */
export function practiceBankOf(layers: ConfigFiles): ChosenBank {
  const label = labelSource(layers);
  return label ? { deviceLabel: labelOfThisPc(label.value) } : {};
}

/** A bank that the config file names, with what belongs to it, as if its profile had been chosen. */
export function bankOfProfile(layers: ConfigLayers, name: string, profile: Profile): ChosenBank {
  const sources = sourcesIn(layers, { name, profile }, undefined);
  return valuesOf(layers, { ...sources, profile: fileSource(layers, 'user', 'profile', name) });
}

interface Named {
  readonly name: string;
  readonly profile: Profile;
}

/** @param address where the profile has none, or there is no profile */
function sourcesIn(layers: ConfigLayers, named: Named | undefined, address: Source | undefined): BankSources {
  const own = (name: keyof Profile) => sourceIn(layers, named, name);
  const bank = own('bank') ?? address;
  return definedOnly({
    bank,
    protocol: protocolSource(layers, named, bank),
    estUser: own('estUser') ?? besideBank(layers, named, bank, 'estUser'),
    estPassword: own('estPassword') ?? besideBank(layers, named, bank, 'estPassword'),
    caFile: caFileSource(layers, own('caFile')),
    loginPage: loginPageSource(layers, bank && readBankUrl(bank.value), named),
    deviceLabel: labelSource(layers, own('deviceLabel')),
  });
}

/** What a file has beside the address that counts; never for another's. */
function besideBank(
  layers: ConfigLayers,
  named: Named | undefined,
  bank: Source | undefined,
  name: 'protocol' | 'estUser' | 'estPassword',
): Source | undefined {
  if (named?.profile.bank !== undefined || bank === undefined || !isFromFile(bank)) return undefined;
  return sourceOf(layers, bank.strength === STRENGTHS.user ? 'user' : 'machine', name);
}

/** What is typed counts first; else what stands with the address. */
function protocolSource(
  layers: ConfigLayers,
  named: Named | undefined,
  bank: Source | undefined,
): Source | undefined {
  const typed = pick(layers, 'protocol');
  if (typed && (isLocked(layers, 'protocol') || !isFromFile(typed))) return typed;
  return sourceIn(layers, named, 'protocol') ?? besideBank(layers, named, bank, 'protocol');
}

/** What is typed counts before the profile's own, what a file has for all banks after it. A user's profile leads around no lock. */
function caFileSource(layers: ConfigLayers, own: Source | undefined): Source | undefined {
  const caFile = pick(layers, 'caFile');
  if (isLocked(layers, 'caFile')) return caFile ?? (own?.strength === STRENGTHS.machine ? own : undefined);
  return caFile && !isFromFile(caFile) ? caFile : (own ?? caFile);
}

/** What the company calls this PC. @param own the profile's */
export function labelSource(layers: ConfigFiles, own?: Source): Source | undefined {
  const machine = sourceOf(layers, 'machine', 'deviceLabel');
  return isLocked(layers, 'deviceLabel')
    ? machine
    : (own ?? sourceOf(layers, 'user', 'deviceLabel') ?? machine);
}

function valuesOf(layers: ConfigLayers, sources: BankSources): ChosenBank {
  const { bank, protocol, estUser, estPassword, profile, caFile, loginPage, deviceLabel } = sources;
  return definedOnly({
    bank: bank && readBankUrl(bank.value),
    protocol: read(protocol, (text) => readChoice(text, PROTOCOLS)),
    estUser: estUser?.value,
    estPassword: estPassword?.value,
    caFile: pathFrom(caFile),
    loginPage: loginPage?.value,
    isLoginPageLocked: isLocked(layers, 'loginPage') || undefined,
    profile: profile?.value,
    deviceLabel: deviceLabel && labelOfThisPc(deviceLabel.value),
  });
}

/** What a profile has of its own. The PC's counts before a user's of the same name. */
function sourceIn(layers: ConfigLayers, named: Named | undefined, name: keyof Profile): Source | undefined {
  const value = named?.profile[name];
  if (named === undefined || value === undefined) return undefined;
  const file = Object.hasOwn(layers.machine.profiles ?? {}, named.name) ? 'machine' : 'user';
  return { ...fileSource(layers, file, `profiles.${named.name}.${name}`, value), profile: named.name };
}

/**
 * The login page of this bank: a page that a config file sets beside another bank is that one's, and certificates must not be
 * shown there.
 */
function loginPageSource(
  layers: ConfigLayers,
  bank: string | undefined,
  named: Named | undefined,
): Source | undefined {
  if (isLocked(layers, 'loginPage')) return sourceOf(layers, 'machine', 'loginPage');
  if (named?.profile.loginPage !== undefined || named?.profile.bank !== undefined) {
    return sourceIn(layers, named, 'loginPage');
  }
  const file = (['user', 'machine'] as const).find((each) => isPageOf(layers[each], bank));
  return file && sourceOf(layers, file, 'loginPage');
}

/** A file that names no bank means whichever is set elsewhere. */
function isPageOf({ loginPage, bank }: ConfigFile, used: string | undefined): boolean {
  return loginPage !== undefined && (bank === undefined || bank === used);
}

/** A profile of the user's must not lead around a bank that the administrator has locked. */
function profileOf(layers: ConfigLayers, source: Source): Profile {
  const { value } = source;
  const profiles = profilesIn(layers);
  const profile = Object.hasOwn(profiles, value) ? profiles[value] : undefined;
  if (profile) return profile;
  const meant = didYouMean(value, Object.keys(profiles));
  throw invalidOption(source, {
    ja: `「${value}」という銀行は設定ファイルにありません${meant.ja}`,
    en: `the config file has no bank named "${value}"${meant.en}`,
  });
}

/** The profiles that count. */
export function profilesIn(layers: ConfigLayers): Readonly<Record<string, Profile>> {
  const { user, machine } = layers;
  const onlyMachine = isLocked(layers, 'bank') || isLocked(layers, 'profiles');
  return { ...(onlyMachine ? {} : user.profiles), ...machine.profiles };
}

/** Whether the bank comes from the command line or a variable: this one and no other is meant. */
export function isTyped(layers: ConfigLayers): boolean {
  const sources = [pick(layers, 'bank'), pick(layers, 'profile')];
  return sources.some((source) => source !== undefined && !isFromFile(source));
}
