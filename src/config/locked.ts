import { CertToolError } from '../core/error.ts';
import { longNameOf, type OptionDeclaration, optionKeyOf } from '../core/option.ts';
import { SHARED_OPTIONS, type SharedOptions } from '../core/shared-options.ts';
import { variableOf } from './layers.ts';
import { type ConfigFile, readBankUrl } from './schema.ts';

/** Where settings come from, but for the user's own file. */
interface Layers {
  readonly options: SharedOptions;
  readonly env: NodeJS.ProcessEnv;
  readonly machine: ConfigFile;
}

/** What a person has set, and the locked setting of the machine's config because of which it has no effect. */
export interface Overridden {
  /** The option or variable. */
  readonly place: string;
  readonly setting: string;
}

/** The options that count: without those whose setting the machine's config locks. */
export function unlockedOptions(options: SharedOptions, { locked = [] }: ConfigFile): SharedOptions {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !locked.includes(name)));
}

/** Options and variables that the machine's config overrides; not those that say the same as it. */
export function overridden(layers: Layers): Overridden[] {
  return SHARED_OPTIONS.flatMap((option: OptionDeclaration) => {
    const key = optionKeyOf(option);
    const setting = lockedFor(layers.machine, key);
    if (setting === undefined) return [];
    const options = new Map<string, unknown>(Object.entries(layers.options));
    const given: [string, unknown][] = [
      [longNameOf(option), options.get(key)],
      [option.variable ?? '', variableOf(layers, option)],
    ];
    return given
      .filter(([, value]) => value !== undefined && value !== '' && !saysTheSame(layers.machine, key, value))
      .map(([place]) => ({ place, setting }));
  });
}

/** A locked address counts before any profile, and a locked profile before any other address. */
function lockedFor({ locked = [], bank, profile }: ConfigFile, key: string): string | undefined {
  if (locked.includes(key)) return key;
  if (key === 'profile' && bank !== undefined && locked.includes('bank')) return 'bank';
  return key === 'bank' && profile !== undefined && locked.includes('profile') ? 'profile' : undefined;
}

function saysTheSame(machine: ConfigFile, key: string, value: unknown): boolean {
  const fixed = new Map<string, unknown>(Object.entries(machine)).get(key);
  if (lockedFor(machine, key) !== key || fixed === undefined) return false;
  const said = (given: unknown) => (key === 'bank' ? addressIn(String(given)) : String(given));
  return said(fixed) === said(value);
}

function addressIn(text: string): string | undefined {
  try {
    return readBankUrl(text);
  } catch (error) {
    if (error instanceof CertToolError) return undefined;
    throw error;
  }
}
