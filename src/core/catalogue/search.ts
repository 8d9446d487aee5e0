import { closest } from '../suggest.ts';
import { catalogue, type ErrorName } from './index.ts';

/** Made when it is first wanted: it brings a dictionary. */
let inWords: Intl.Segmenter | undefined;

/** What people say, and how the catalogue puts it. */
const SYNONYMS: Readonly<Record<string, string>> = {
  otp: 'one-time password',
  pin: 'password',
  ssl: 'tls',
  connect: 'reach',
  connection: 'reach',
  パソコン: 'pc',
  秘密鍵: '秘密キー',
  暗証番号: 'パスワード',
  つなが: '接続',
  繋が: '接続',
  期限切れ: '期限',
  違う: '違い',
  違っ: '違い',
};
const KNOWN_PHRASES = new RegExp(
  Object.keys(SYNONYMS)
    .filter((phrase) => /\P{ASCII}/u.test(phrase))
    .join('|'),
  'g',
);

/** Those that are found must fit at least this much as well as the one that fits best. */
const NEARLY_AS_GOOD = 0.5;
const MOST_FOUND = 15;

/**
 * The entries that fit some words, best first; a word counts the more, the fewer entries hold it, in either language, and
 * twice where it says what happened. Of those the more alike a sentence is, the earlier it comes.
 * Japanese needs no blanks between its words.
 */
export function entriesWith(wanted: string): ErrorName[] {
  const names = Object.keys(catalogue) as ErrorName[];
  const texts = new Map(names.map((name) => [name, textOf(name)]));
  const scores = new Map<ErrorName, number>();
  const whole = [...texts.values()].join('\n');
  for (const typed of wordsIn(wanted)) {
    const word = whole.includes(typed) ? typed : (corrected(typed, whole) ?? typed);
    const holding = names.filter((name) => texts.get(name)?.includes(word));
    for (const name of holding) {
      const weight = whatHappened(name).includes(word) ? 2 : 1;
      scores.set(name, (scores.get(name) ?? 0) + weight / holding.length);
    }
  }
  const best = Math.max(...scores.values());
  const pairs = pairsIn(tidied(wanted));
  return [...scores]
    .filter(([, score]) => score >= best * NEARLY_AS_GOOD)
    .map(([name, score]) => [name, score * (1 + likeness(pairs, name))] as const)
    .sort(([, one], [, other]) => other - one)
    .slice(0, MOST_FOUND)
    .map(([name]) => name);
}

function wordsIn(text: string): Set<string> {
  const known = tidied(text).replace(KNOWN_PHRASES, (phrase) => SYNONYMS[phrase] ?? phrase);
  inWords ??= new Intl.Segmenter('ja', { granularity: 'word' });
  const words = [...inWords.segment(known)]
    .filter(({ isWordLike, segment }) => isWordLike && !isParticle(segment))
    .map(({ segment }) => SYNONYMS[segment] ?? segment);
  // A single letter stands within too many others to tell anything.
  const telling = words.filter((word) => word.length > 1);
  return new Set(telling.length > 0 ? telling : words);
}

/** Words of which one letter may be wrong: shorter ones would become others. */
const CORRECTED = /^(?:[a-z]{5,}|[ァ-ヺー]{3,})$/;
const MOST_MISTAKES = 1;

/** A word that no entry holds as it was probably meant; undefined for none. */
function corrected(typed: string, whole: string): string | undefined {
  if (!CORRECTED.test(typed)) return undefined;
  const known = new Set(whole.match(/[a-z]{5,}|[ァ-ヺー]{3,}/g));
  return closest(typed, [...known], MOST_MISTAKES);
}

/** Hiragana between words, single letters, and numbers as in dates. */
function isParticle(word: string): boolean {
  return /^(?:\p{Script=Hiragana}{1,2}|[a-z]|\d{1,2})$/u.test(word);
}

/** How much of both the words and the sentence of an entry is the other, in either language, from 0 to 1 (Dice). */
function likeness(pairs: ReadonlySet<string>, name: ErrorName): number {
  const { ja, en } = catalogue[name].message;
  const shares = [ja, en].map((message) => {
    const others = pairsIn(tidied(message.replace(/\{\w+\}/g, '')));
    const common = [...pairs].filter((pair) => others.has(pair)).length;
    return (2 * common) / Math.max(1, pairs.size + others.size);
  });
  return Math.max(...shares);
}

/** Each two neighbouring letters. */
function pairsIn(text: string): Set<string> {
  const letters = text.replace(/[^\p{L}\p{N}]/gu, '');
  return new Set(Array.from(letters, (_, at) => letters.slice(at, at + 2)));
}

function whatHappened(name: ErrorName): string {
  const { ja, en } = catalogue[name].message;
  return tidied([name, ja, en].join('\n'));
}

function textOf(name: ErrorName): string {
  const { cause, remedy } = catalogue[name];
  return [whatHappened(name), ...[cause, remedy].flatMap(({ ja, en }) => [ja, en].map(tidied))].join('\n');
}

/** In one width, and without the long-vowel mark that may end a word: サーバー is サーバ. */
function tidied(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?<=[ァ-ヺ])ー(?![ァ-ヺー])/g, '');
}
