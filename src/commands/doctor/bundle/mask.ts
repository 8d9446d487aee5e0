/** What of a PC is named otherwise in a bundle: the same value always by the same placeholder. */
export interface Names {
  readonly loginIds: readonly string[];
  readonly accounts: readonly string[];
  readonly hosts: readonly string[];
  /** Folders that hold an account's name. */
  readonly homes: readonly string[];
}

/** Words of the program's own, in which a short account name would be found by chance. */
const OWN_WORDS: ReadonlySet<string> = new Set([
  ...['id', 'status', 'needs', 'because', 'cause', 'event', 'outcome', 'level', 'code', 'name', 'step'],
  ...['command', 'schema', 'kind', 'state', 'key', 'from', 'check', 'time', 'method'],
]);
const OWN_WORD = /^[a-z0-9][a-z0-9/:. -]*$/i;

/** Makes a copy of a document with every name replaced, and every secret, whatever else is wanted. */
export type Mask = (value: unknown) => unknown;

const HIDDEN = '********';
/** Shorter values would mask half of every text; no bank takes such a password. */
const SHORTEST_SECRET = 4;
/** A login ID of so many letters is replaced within words, too. */
const LONG = 5;

/** @param names undefined where they may be shown */
export function maskOf(secrets: readonly string[], names: Names | undefined): Mask {
  const hidden = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, encodeURIComponent(Buffer.from(secret).toString())])
    .map((secret) => [secret, HIDDEN] as const);
  const named = names ? replacements(names) : [];
  const hide = (text: string) =>
    longestFirst(hidden).reduce(
      (masked, [secret, by]) => masked.replaceAll(secret, by),
      withoutUrlSecrets(text),
    );
  const rename = (text: string) => named.reduce((masked, [pattern, by]) => masked.replace(pattern, by), text);
  const mask = (value: unknown, member?: string): unknown => {
    if (typeof value === 'string') {
      const isOwn = member !== undefined && OWN_WORDS.has(member) && OWN_WORD.test(value);
      return isOwn ? hide(value) : rename(hide(value));
    }
    if (Array.isArray(value)) return value.map((each) => mask(each, member));
    if (value instanceof Date) return value.toISOString();
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [rename(name), mask(each, name)]));
  };
  return (value) => mask(value);
}

/** User and password of an address, and what follows its question mark, can be secrets. */
function withoutUrlSecrets(text: string): string {
  return text
    .replace(/(\w\w:\/\/?)[^\s"「」]*@/g, `$1${HIDDEN}@`)
    .replace(/(https?:\/\/[^\s"「」?]*)\?[^\s"「」]+/g, `$1?${HIDDEN}`);
}

function replacements({ loginIds, accounts, hosts, homes }: Names): readonly (readonly [RegExp, string])[] {
  const numbered = (values: readonly string[], word: string) =>
    unique(values).map((value, index) => [value, `<${word}-${index + 1}>`] as const);
  const all = [
    ...numbered(homes, 'home'),
    ...numbered(loginIds, 'login'),
    ...numbered(hosts, 'host'),
    ...numbered(accounts, 'account'),
  ];
  const isLogin = new Set(unique(loginIds));
  return longestFirst(all).map(([value, by]) => [patternOf(value, isLogin.has(value)), by]);
}

/** A name alone, not a part of a word, unless it is one that no word has in it. */
function patternOf(value: string, isLogin: boolean): RegExp {
  const escaped = value.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const isWithin = (isLogin && value.length >= LONG) || !/^[\x20-\x7e]+$/.test(value);
  return new RegExp(isWithin ? escaped : `(?<![A-Za-z0-9])${escaped}(?![A-Za-z0-9])`, 'giu');
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values.map((each) => each.toLowerCase()).filter((each) => each.length > 1))];
}

function longestFirst<T extends readonly [string, string]>(pairs: readonly T[]): readonly T[] {
  return [...pairs].sort(([one], [other]) => other.length - one.length);
}
