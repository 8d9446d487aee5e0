import { bankOfProfile, type ChosenBank, profilesIn } from './chosen-bank.ts';
import type { ConfigLayers } from './layers.ts';

/** A bank of the settings, with what belongs to it and to no other. `profile` is left out for the bank of the run. */
export type ConfiguredBank = ChosenBank & { readonly bank: string };

/** The chosen bank, where there is one, and those of the profiles; each address once. */
export function banksOf(layers: ConfigLayers, { profile: _, ...chosen }: ChosenBank): ConfiguredBank[] {
  const all = [chosen, ...namedBanks(layers)].filter(hasAddress);
  return all.filter((each, index) => all.findIndex((other) => other.bank === each.bank) === index);
}

/** Those of the profiles that have an address, by their names. */
export function namedBanks(layers: ConfigLayers): ConfiguredBank[] {
  const named = Object.entries(profilesIn(layers)).map(([name, each]) => bankOfProfile(layers, name, each));
  return named.filter(hasAddress);
}

function hasAddress(bank: ChosenBank): bank is ConfiguredBank {
  return bank.bank !== undefined;
}
