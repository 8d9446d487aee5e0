import { didYouMean } from '../core/suggest.ts';
import { deviceLabel } from './company.ts';
import {
  CONFIG_FILE,
  CONFIGURED,
  type ConfigLayers,
  definedOnly,
  invalidOption,
  isLocked,
  pathFrom,
  pick,
  type Source,
} from './layers.ts';
import { type ConfigFile, type Profile, readBankUrl } from './schema.ts';

/** The bank of a run and what belongs to it. */
export interface ChosenBank {
  readonly bank?: string;
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

/**
 * The bank's address and what belongs to it. An address counts before a profile that was named in a weaker place; in
 * a config file, where both may stand, the profile is the choice and the address what holds without one. Where one of the
 * two is locked, it counts before the other.
 */
export function resolveBank(layers: ConfigLayers): ChosenBank {
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
  const ofProfile = addressFirst || !chosen || !profile ? undefined : { name: chosen.value, profile };
  return bankIn(layers, ofProfile, named?.value);
}

/** A bank that the config file names, with what belongs to it, as if its profile had been chosen. */
export function bankOfProfile(layers: ConfigLayers, name: string, profile: Profile): ChosenBank {
  return bankIn(layers, { name, profile }, undefined);
}

/** @param address where the profile has none, or there is no profile */
function bankIn(
  layers: ConfigLayers,
  named: { readonly name: string; readonly profile: Profile } | undefined,
  address: string | undefined,
): ChosenBank {
  const ofProfile = named?.profile;
  const typedBank = ofProfile?.bank ?? address;
  const bank = typedBank === undefined ? undefined : readBankUrl(typedBank);
  const caFile = pick(layers, 'caFile');
  const ofChosen = ofProfile?.caFile === undefined ? undefined : { ...CONFIGURED, value: ofProfile.caFile };
  const typed = caFile?.place !== CONFIG_FILE || isLocked(layers, 'caFile') ? caFile : undefined;
  return definedOnly({
    bank,
    caFile: pathFrom(typed) ?? pathFrom(ofChosen) ?? pathFrom(caFile),
    loginPage: resolveLoginPage(layers, bank, ofProfile),
    isLoginPageLocked: isLocked(layers, 'loginPage') || undefined,
    profile: named?.name,
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

/** The profiles that count. */
export function profilesIn(layers: ConfigLayers): Readonly<Record<string, Profile>> {
  const { user, machine } = layers;
  const onlyMachine = isLocked(layers, 'bank') || isLocked(layers, 'profiles');
  return { ...(onlyMachine ? {} : user.profiles), ...machine.profiles };
}

/** Whether the bank comes from the command line or a variable: this one and no other is meant. */
export function isTyped(layers: ConfigLayers): boolean {
  const sources = [pick(layers, 'bank'), pick(layers, 'profile')];
  return sources.some((source) => source !== undefined && source.strength > CONFIGURED.strength);
}
