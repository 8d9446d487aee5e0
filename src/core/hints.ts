import { quoted, type Shell } from './shell.ts';
import { type Language, paramText, shownValue, type TextParams } from './text.ts';

/** What a command that is suggested to a person has to say besides, to mean the same things as the one that runs. */
export interface Hints {
  /** How the program was started: `cert-tool`, or `npx cert-tool`. */
  readonly program: string;
  readonly shell: Shell;
  /** As it was typed on the command line, or chosen at a question meanwhile; what is configured holds by itself. */
  bank: readonly string[];
  /** Options as they were typed, likewise. */
  readonly caFile: readonly string[];
  readonly proxy: readonly string[];
  readonly store: readonly string[];
  /** Of whom acts for others: typed as option, or at a question meanwhile. */
  readonly actor: { loginId?: string };
}

export const PLAIN_HINTS: Hints = {
  ...{ program: 'cert-tool', shell: 'posix', bank: [], caFile: [], proxy: [], store: [] },
  actor: {},
};

/** What commands of the program take of the hints; those that are not named take nothing. */
const TAKES: Readonly<Record<string, readonly ('bank' | 'store' | 'actor')[]>> = {
  issue: ['bank', 'store'],
  renew: ['bank', 'store'],
  list: ['bank', 'store'],
  remove: ['bank', 'store'],
  revoke: ['bank', 'store', 'actor'],
  retire: ['bank', 'store', 'actor'],
  'list --users': ['bank', 'store', 'actor'],
  open: ['bank', 'store'],
  doctor: ['bank', 'store'],
  'browser-policy': ['bank'],
  'remind install': ['bank', 'store'],
  'remind run': ['bank', 'store'],
  shortcut: ['bank', 'store'],
  'sandbox install': ['store'],
  'sandbox reset': ['store'],
};

/** A command of the program as a person types it into the shell at hand. @param words e.g. `['issue', 'taro']` */
export function commandLine(hints: Hints, words: readonly string[]): string {
  return completed(hints, words.map((word) => quoted(word, hints.shell)).join(' '));
}

const TYPED = /(?<=["「])cert-tool(?=[ "」])([^"」]*)|(--[a-z-]+ )?\{(\w+)\}( ?)/g;

/**
 * Puts parameters into a sentence. Commands of the program stand in it in quotes, `"cert-tool issue {loginId}"`: they get
 * what they need to be typed as they are. What is given to `issue` and `renew` without a name is the sentence's `loginId`.
 * An empty parameter goes with the blank behind it.
 */
export function sentence(template: string, params: TextParams, language: Language, hints: Hints): string {
  if (!template.includes('{') && !template.includes('cert-tool')) return template;
  const typed = (name: string, whole: string) => {
    const value = paramText(params, name, language);
    return value === undefined ? whole : quoted(value, hints.shell);
  };
  return template.replace(TYPED, (whole, command?: string, option?: string, name = '', blank = '') => {
    if (option !== undefined) return option + typed(name, `{${name}}`) + blank;
    if (command === undefined) {
      const value = paramText(params, name, language);
      return value === undefined ? whole : value && value + blank;
    }
    const words = command.trim().replace(/\{(\w+)\}/g, (place, each: string) => typed(each, place));
    const isNameless = /^(issue|renew)( --[a-z-]+)*$/.test(words);
    const loginId = isNameless && params['loginId'] !== undefined ? ` ${typed('loginId', '')}` : '';
    return completed(hints, words + loginId);
  });
}

function completed(hints: Hints, words: string): string {
  const takes = words.endsWith('--help') ? [] : takenBy(words);
  const isPractice = [words, ...hints.bank].some((each) => / ?--sandbox\b/.test(each));
  const more = [
    ...(takes.includes('bank') && !words.includes('--sandbox') ? hints.bank : []),
    ...(takes.includes('bank') && !isPractice ? [...hints.caFile, ...hints.proxy] : []),
    ...(takes.includes('store') ? hints.store : []),
    ...(takes.includes('actor') && hints.actor.loginId !== undefined
      ? ['--login-id', hints.actor.loginId]
      : []),
  ];
  // A URL that was given for a path may hold a password.
  return [hints.program, words, ...more.map((word) => quoted(shownValue(word), hints.shell))]
    .filter((part) => part !== '')
    .join(' ');
}

function takenBy(words: string) {
  const names = Object.keys(TAKES).sort((one, other) => other.length - one.length);
  return TAKES[names.find((name) => `${words} `.startsWith(`${name} `)) ?? ''] ?? [];
}
