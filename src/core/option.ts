/** Options of the command line as they are declared, and the types that follow from a declaration. */

import type { Text } from './text.ts';

/** What the value of an option may be. */
export interface OptionValue<V> {
  /** The value of a text; undefined for one that is none. @param earlier what the same option gave before */
  read(text: string, earlier?: V): V | undefined;
  /** What is allowed, for a person who typed something else. */
  readonly allowed: string;
  /** All that there are, where they can be named: shells offer them. */
  readonly choices?: readonly string[];
}

/** An option: the one place where its name, type, default, words and environment variable stand. */
export interface OptionDeclaration {
  /** As `--help` shows it, e.g. `-y, --yes`, `--sort <key>`, `--check [days]`, `--no-input`. */
  readonly flags: string;
  readonly help: Text;
  /** The environment variable that stands for it. */
  readonly variable?: string;
  /** Left out where it is any text, or nothing but the option itself. */
  readonly value?: OptionValue<unknown>;
  /** Its values, where they can be named and are judged elsewhere. */
  readonly choices?: readonly string[];
  /** Its value when it was not typed. */
  readonly default?: number;
  /** The value of an option that was typed without the value that it may take. */
  readonly preset?: number | string;
}

type LongName<F extends string> = F extends `${string}--${infer Rest}`
  ? Rest extends `${infer Name} ${string}`
    ? Name
    : Rest
  : never;

type CamelCase<N extends string> = N extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : N;

/** The name by which code finds an option's value: `--key-size <bits>` is `keySize`, `--no-input` is `input`. */
export type OptionKey<F extends string> =
  LongName<F> extends `no-${infer Positive}` ? CamelCase<Positive> : CamelCase<LongName<F>>;

type ValueOf<O extends OptionDeclaration> = O extends { readonly value: OptionValue<infer V> }
  ? V
  : O['flags'] extends `${string}<${string}` | `${string}[${string}`
    ? string
    : boolean;

type Flat<T> = { [K in keyof T]: T[K] };

/** The values of declared options: what has a default is always there. */
export type OptionsOf<L extends readonly OptionDeclaration[]> = Flat<
  {
    readonly [O in L[number] as O extends { readonly default: number }
      ? OptionKey<O['flags']>
      : never]: ValueOf<O>;
  } & {
    readonly [O in L[number] as O extends { readonly default: number }
      ? never
      : OptionKey<O['flags']>]?: ValueOf<O>;
  }
>;

/** `--key-size`, of `--key-size <bits>`. */
export function longNameOf({ flags }: Pick<OptionDeclaration, 'flags'>): string {
  return /--[a-z-]+/.exec(flags)?.[0] ?? flags;
}

/** The values that an option may have, where they can be named: those that are listed, or stand in its flags (`<ja|en>`). */
export function choicesOf({ choices, value, flags }: OptionDeclaration): readonly string[] {
  const inFlags = /<(\w+(?:\|\w+)+)>/.exec(flags)?.[1]?.split('|');
  return choices ?? value?.choices ?? inFlags ?? [];
}

/** The key of `OptionsOf` that belongs to an option. */
export function optionKeyOf(option: Pick<OptionDeclaration, 'flags'>): string {
  const name = longNameOf(option).replace(/^--(no-)?/, '');
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
