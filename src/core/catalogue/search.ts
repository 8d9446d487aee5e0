import { catalogue, type ErrorName } from './index.ts';

const IN_WORDS = new Intl.Segmenter('ja', { granularity: 'word' });

/** What people say, and how the catalogue puts it. */
const SYNONYMS: Readonly<Record<string, string>> = {
  otp: 'one-time password',
  pin: 'password',
  ssl: 'tls',
  connect: 'reach',
  connection: 'reach',
  暗証番号: 'パスワード',
  つながら: '接続',
  繋がら: '接続',
  期限切れ: '期限',
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
 * twice where it says what happened.
 * Japanese needs no blanks between its words.
 */
export function entriesWith(wanted: string): ErrorName[] {
  const names = Object.keys(catalogue) as ErrorName[];
  const texts = new Map(names.map((name) => [name, textOf(name)]));
  const scores = new Map<ErrorName, number>();
  for (const word of wordsIn(wanted)) {
    const holding = names.filter((name) => texts.get(name)?.includes(word));
    for (const name of holding) {
      const weight = whatHappened(name).includes(word) ? 2 : 1;
      scores.set(name, (scores.get(name) ?? 0) + weight / holding.length);
    }
  }
  const best = Math.max(...scores.values());
  return [...scores]
    .filter(([, score]) => score >= best * NEARLY_AS_GOOD)
    .sort(([, one], [, other]) => other - one)
    .slice(0, MOST_FOUND)
    .map(([name]) => name);
}

function wordsIn(text: string): Set<string> {
  const known = tidied(text).replace(KNOWN_PHRASES, (phrase) => SYNONYMS[phrase] ?? phrase);
  const words = [...IN_WORDS.segment(known)]
    .filter(({ isWordLike, segment }) => isWordLike && !isParticle(segment))
    .map(({ segment }) => SYNONYMS[segment] ?? segment);
  return new Set(words);
}

/** Hiragana between words, and single letters. */
function isParticle(word: string): boolean {
  return /^(?:\p{Script=Hiragana}{1,2}|[a-z])$/u.test(word);
}

function whatHappened(name: ErrorName): string {
  const { ja, en } = catalogue[name].message;
  return tidied([name, ja, en].join('\n'));
}

function textOf(name: ErrorName): string {
  const { cause, remedy } = catalogue[name];
  return [whatHappened(name), ...[cause, remedy].flatMap(({ ja, en }) => [ja, en].map(tidied))].join('\n');
}

function tidied(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
