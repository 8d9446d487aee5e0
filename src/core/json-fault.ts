import type { Text } from './text.ts';

/** A sentence for people. */
export interface JsonFault extends Text {
  /** Of a name that stands twice in an object: which of its members it is the second time, from 1. */
  readonly repeated?: number;
}

/**
 * Where a text stops being JSON (RFC 8259), or gives a name a second time in one object (RFC 7493, 2.3: programs differ in
 * which of the two they take); of the text itself nothing is in it. `JSON.parse` tells no place of most faults, shows what
 * stands there, and takes the last of two.
 * @returns undefined for a text that is JSON
 */
export function jsonFault(text: string): JsonFault | undefined {
  const fault = faultAt(text);
  if (fault === undefined) return undefined;
  if (text.trim() === '') return { ja: 'JSON ではなく、空です', en: 'it is not JSON, but empty' };
  const { at, repeated } = fault;
  const lines = text.slice(0, at).split(/\r\n|\n|\r/);
  const line = lines.length;
  const column = [...(lines.at(-1) ?? '')].length + 1;
  if (repeated !== undefined) {
    return {
      ja: `同じ項目名が 2 つあります(${line} 行目、${column} 文字目)`,
      en: `a name stands twice in one object (line ${line}, column ${column})`,
      repeated,
    };
  }
  const why = usualFault(text, at);
  return {
    ja: `JSON の形式ではありません(${line} 行目、${column} 文字目${why ? `: ${why.ja}` : ''})`,
    en: `it is not JSON (line ${line}, column ${column}${why ? `: ${why.en}` : ''})`,
  };
}

/** What other programs take in files that they call JSON. */
function usualFault(text: string, at: number): Text | undefined {
  if (/^\/[/*]/.test(text.slice(at, at + 2))) return { ja: 'コメントは書けません', en: 'a comment' };
  if (LONE_BACKSLASH.test(text.slice(at))) {
    return { ja: '「\\」は「\\\\」と書きます', en: 'a "\\" has to be written "\\\\"' };
  }
  const isComma = /[\]}]/.test(text.charAt(at)) && text.slice(0, at).trimEnd().endsWith(',');
  return isComma
    ? { ja: '最後の項目の後にコンマがあります', en: 'a comma behind the last member' }
    : undefined;
}

const BLANKS = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\\p{Cc}]|\x7f|[\x80-\x9f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** As in a path of Windows. */
const LONE_BACKSLASH = /^"(?:[^"\\\n]|\\["\\/bfnrt]|\\u[\da-fA-F]{4})*\\/;

type Expected = 'value' | 'first-value' | 'key' | 'first-key' | 'colon' | 'more';

interface FaultAt {
  /** The index of what cannot stand there; the length of the text where something is missing at its end. */
  readonly at: number;
  readonly repeated?: number;
}

function faultAt(text: string): FaultAt | undefined {
  let at = 0;
  const take = (token: RegExp): boolean => {
    token.lastIndex = at;
    if (!token.test(text)) return false;
    at = token.lastIndex;
    return true;
  };
  /** What closes the objects and arrays that are open. */
  const closing: string[] = [];
  /** Those of the objects that are open, by how deep they are. */
  const names: Set<string>[] = [];
  let expected: Expected = 'value';
  for (;;) {
    take(BLANKS);
    if (expected === 'more' && closing.length === 0) return at === text.length ? undefined : { at };
    const step = nextStep(text.charAt(at), expected, closing);
    if (step === 'take-value') {
      if (!take(STRING) && !take(SCALAR)) return { at };
      expected = 'more';
    } else if (step === 'take-key') {
      const from = at;
      if (!take(STRING)) return { at };
      const repeated = repeatedIn(names[closing.length], text.slice(from, at));
      if (repeated !== undefined) return { at: from, repeated };
      expected = 'colon';
    } else if (step === undefined) {
      return { at };
    } else {
      at += 1;
      expected = step;
      if (step === 'first-key') names[closing.length] = new Set();
    }
  }
}

/** Which member it would be, from 1, where its name is among those before it, however it is escaped. */
function repeatedIn(names: Set<string> | undefined, key: string): number | undefined {
  const name: unknown = JSON.parse(key);
  if (!names || typeof name !== 'string') return undefined;
  if (names.has(name)) return names.size + 1;
  names.add(name);
  return undefined;
}

/** What is expected behind this character, or that a token of several characters stands here; undefined for a fault. */
function nextStep(
  character: string,
  expected: Expected,
  closing: string[],
): Expected | 'take-value' | 'take-key' | undefined {
  const isFirst = expected === 'first-key' || expected === 'first-value';
  if ((isFirst || expected === 'more') && character !== '' && character === closing.at(-1)) {
    closing.pop();
    return 'more';
  }
  if (expected === 'colon') return character === ':' ? 'value' : undefined;
  if (expected === 'more') {
    if (character !== ',') return undefined;
    return closing.at(-1) === '}' ? 'key' : 'value';
  }
  if (expected === 'key' || expected === 'first-key') return 'take-key';
  if (character === '{' || character === '[') {
    closing.push(character === '{' ? '}' : ']');
    return character === '{' ? 'first-key' : 'first-value';
  }
  return 'take-value';
}
