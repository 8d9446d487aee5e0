import { choicesOf, type OptionDeclaration } from '../../core/option.ts';
import { TEXTS } from '../../core/option-values.ts';
import { type PathKind, pathKindOf, placeholderOf } from '../../core/placeholder.ts';
import { SHARED_OPTIONS } from '../../core/shared-options.ts';
import type { Language, Text } from '../../core/text.ts';
import type { Declared, DeclaredCommand } from '../deps.ts';

/** A word that a shell offers. */
export interface Word {
  readonly name: string;
  readonly help: string;
}

/** What a shell offers for a value: words, or paths; neither for free text. */
export interface Offer {
  readonly choices: readonly string[];
  readonly path?: PathKind;
}

export interface CompletedOption {
  /** All its names, the long one last, e.g. `-y`, `--yes`. */
  readonly names: readonly string[];
  readonly help: string;
  readonly isRepeatable: boolean;
  readonly value?: Offer & { readonly name: string; readonly isOptional: boolean };
}

/** Where a command line can be, by the commands' words: a command, or what holds commands. */
export interface Place {
  /** E.g. `sandbox users`; empty for the program. */
  readonly path: string;
  readonly help: string;
  /** Words that lead on. */
  readonly words: readonly Word[];
  /** Besides those of every command. */
  readonly options: readonly CompletedOption[];
  /** Undefined where there is no argument. */
  readonly args?: Offer & { readonly name: string; readonly isSeveral: boolean };
}

/** All that a completion script is made from. */
export interface CompletionTree {
  readonly places: readonly Place[];
  /** The options that every command takes. */
  readonly shared: readonly CompletedOption[];
  /** The options behind which a value must follow. */
  readonly valued: readonly string[];
}

const HELP_OPTION: OptionDeclaration = {
  flags: '-h, --help',
  help: { ja: '使い方を表示する', en: 'show this help' },
};
const VERSION_OPTION: OptionDeclaration = {
  flags: '-V, --version',
  help: { ja: 'バージョンを表示する', en: 'print the version' },
};
const HELP = 'help';
const SHOW_HELP: Text = { ja: '使い方を表示する', en: 'show how to use a command' };

/** What can be completed, from the declarations. */
export function completionTree(declared: Declared, language: Language): CompletionTree {
  const groups = ['', ...Object.keys(declared.groups)];
  const option = (each: OptionDeclaration) => completedOption(each, language);
  const places = [
    ...groups.map((group): Place => {
      const options = group === '' ? [option(VERSION_OPTION)] : [];
      const help = { name: HELP, help: SHOW_HELP[language] };
      const words = [...wordsIn(group, declared, language), help];
      return { path: group, help: declared.groups[group]?.[language] ?? '', words, options };
    }),
    ...declared.commands.map((spec) => placeOf(spec, language)),
    ...groups.flatMap((group) => helpPlaces(join(group, HELP), group, declared, language)),
  ];
  const shared = [...SHARED_OPTIONS, HELP_OPTION].map(option);
  const all = [...shared, ...places.flatMap(({ options }) => options)];
  const valued = all.flatMap(({ names, value }) => (value && !value.isOptional ? names : []));
  return { places, shared, valued: [...new Set(valued)] };
}

function placeOf(spec: DeclaredCommand, language: Language): Place {
  const { name: path, args, argChoices = [] } = spec;
  const options = spec.options.map((each) => completedOption(each, language));
  const place = { path, help: spec.help[language], words: [], options };
  const placeholder = placeholderOf(args);
  if (!placeholder) return place;
  const { name } = placeholder;
  return {
    ...place,
    args: { name, choices: argChoices, ...pathOf(name), isSeveral: args.includes('...') },
  };
}

/** `help sandbox` leads on as `sandbox` does. */
function helpPlaces(path: string, group: string, declared: Declared, language: Language): Place[] {
  const topics = group === '' && path === HELP ? Object.entries(declared.topics) : [];
  const words = [
    ...wordsIn(group, declared, language),
    ...topics.map(([name, help]) => ({ name, help: help[language] })),
  ];
  const inner = Object.keys(declared.groups).filter((each) => parentOf(each) === group);
  return [
    { path, help: SHOW_HELP[language], words, options: [] },
    ...inner.flatMap((each) => helpPlaces(join(path, lastOf(each)), each, declared, language)),
  ];
}

function wordsIn(group: string, { commands, groups }: Declared, language: Language): Word[] {
  const all = [...commands, ...Object.entries(groups).map(([name, help]) => ({ name, help }))];
  return all
    .filter(({ name }) => parentOf(name) === group)
    .map(({ name, help }) => ({ name: lastOf(name), help: help[language] }));
}

function completedOption(declaration: OptionDeclaration, language: Language): CompletedOption {
  const { flags, help, value } = declaration;
  const names = flags.match(/(?<![\w-])--?[a-zA-Z][a-zA-Z-]*/g) ?? [];
  const option = { names, help: help[language], isRepeatable: value === TEXTS };
  const placeholder = placeholderOf(flags);
  if (!placeholder) return option;
  return {
    ...option,
    value: { ...placeholder, choices: choicesOf(declaration), ...pathOf(placeholder.name) },
  };
}

function pathOf(placeholder: string): { path?: PathKind } {
  const path = pathKindOf(placeholder);
  return path === undefined ? {} : { path };
}

function parentOf(name: string): string {
  return name.split(' ').slice(0, -1).join(' ');
}

function lastOf(name: string): string {
  return name.split(' ').at(-1) ?? '';
}

function join(path: string, word: string): string {
  return `${path} ${word}`.trim();
}
