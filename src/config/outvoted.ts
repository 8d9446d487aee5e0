import { CertToolError } from '../core/error.ts';
import { type BankSources, bankSources } from './chosen-bank.ts';
import { type ConfigLayers, declarationOf, isOn, pick, type Source, STRENGTHS } from './layers.ts';
import { readBankUrl } from './schema.ts';

/** What a config file sets, and a variable of the environment sets otherwise. */
export interface Outvoted {
  readonly variable: string;
  readonly setting: 'bank' | 'store';
  /** What counts; undefined for the practice bank. */
  readonly used?: string;
  /** What the file has. */
  readonly set: string;
  readonly file: string;
}

/**
 * Banks and stores of the config files that have no effect, because a variable counts before them: one that was left over leads a
 * person elsewhere without a word. What is typed is meant.
 */
export function outvoted(layers: ConfigLayers): Outvoted[] {
  return [bankOutvoted(layers) ?? [], storeOutvoted(layers) ?? []].flat();
}

function bankOutvoted(layers: ConfigLayers): Outvoted | undefined {
  const set = banksIn({ ...layers, options: {}, env: {} })?.bank;
  if (!set) return undefined;
  const facts = { setting: 'bank', set: set.value, file: set.place } as const;
  if (!layers.options.sandbox && isOn(layers, 'sandbox')) {
    return { ...facts, variable: declarationOf('sandbox').variable ?? '' };
  }
  if (layers.options.sandbox) return undefined;
  const { bank, profile } = banksIn(layers) ?? {};
  const variable = [profile, bank].find(isFromEnvironment)?.place;
  if (!bank || variable === undefined || addressOf(bank) === addressOf(set)) return undefined;
  return { ...facts, variable, used: bank.value };
}

function storeOutvoted(layers: ConfigLayers): Outvoted | undefined {
  const used = pick(layers, 'store');
  const set = pick({ ...layers, options: {}, env: {} }, 'store');
  if (!isFromEnvironment(used) || !set || used.value === set.value) return undefined;
  return { setting: 'store', variable: used.place, used: used.value, set: set.value, file: set.place };
}

function isFromEnvironment(source: Source | undefined): source is Source {
  return source?.strength === STRENGTHS.environment;
}

/** Undefined where something of it cannot be used, which is told by itself. */
function banksIn(layers: ConfigLayers): BankSources | undefined {
  return unlessUnusable(() => bankSources(layers));
}

function addressOf({ value }: Source): string {
  return unlessUnusable(() => readBankUrl(value)) ?? value;
}

function unlessUnusable<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof CertToolError) return undefined;
    throw error;
  }
}
