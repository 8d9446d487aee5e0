import { isWide, widthOf } from './width.ts';

/**
 * Breaks a text into lines of at most `width` columns: at blanks, which go, and between Japanese words where neither line
 * begins or ends with what may not stand there, nor begins with the ending of a word. What cannot be broken, such as a path, is longer than its line.
 */
export function wrap(text: string, width: number): string[] {
  if (widthOf(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const { blank, word } of piecesOf(text)) {
    if (line !== '' && widthOf(line + blank + word) > width) {
      lines.push(line);
      line = word;
    } else {
      line += blank + word;
    }
  }
  return [...lines, line];
}

/** The widest part of a text that cannot be broken, in columns. */
export function widestPiece(text: string): number {
  return piecesOf(text).reduce((widest, { word }) => Math.max(widest, widthOf(word)), 0);
}

/** A part that cannot be broken, and the blank in front of it. */
interface Piece {
  readonly blank: string;
  readonly word: string;
}

let words: Intl.Segmenter | undefined;

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let piece = { blank: '', word: '' };
  let blank = '';
  for (const segment of segmentsOf(text)) {
    if (/^ +$/.test(segment)) {
      blank += segment;
      continue;
    }
    if (piece.word !== '' && canBreak(piece.word, blank, segment)) {
      pieces.push(piece);
      piece = { blank, word: segment };
    } else {
      piece.word += blank + segment;
    }
    blank = '';
  }
  return piece.word === '' ? pieces : [...pieces, piece];
}

/** A command to be run: whoever copies it wants it in one line. */
const COMMAND = /(「(?:npx )?cert-tool [^」]*」|"(?:npx )?cert-tool [^"]*")/;

function segmentsOf(text: string): string[] {
  words ??= new Intl.Segmenter('ja', { granularity: 'word' });
  const segmenter = words;
  return text
    .split(COMMAND)
    .flatMap((part) =>
      COMMAND.test(part) ? part : [...segmenter.segment(part)].map(({ segment }) => segment),
    );
}

function canBreak(before: string, blank: string, after: string): boolean {
  if (isEnding(before, after)) return false;
  if (blank !== '') return true;
  const isJapanese = isWide([...before].at(-1) ?? '') || isWide([...after][0] ?? '');
  return isJapanese && !mayNotBegin(after) && !mayNotEnd(before);
}

/** JIS X 4051, 6.1: what closes, separates, prolongs or is small. */
function mayNotBegin(line: string): boolean {
  return /^[\p{Pe}\p{Pf}\p{M}\u3001\u3002\uff0c\uff0e\uff61\uff64,.:;!?%\u30fb\uff1a\uff1b\uff01\uff1f\u30fc\u2026\u2025\u3005\u309d\u309e\u30fd\u30feぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ]/u.test(
    line,
  );
}

/** What opens. */
function mayNotEnd(line: string): boolean {
  return /[\p{Ps}\p{Pi}]$/u.test(line);
}

/**
 * Where a dictionary's word ends and, for a reader, the word goes on: hiragana behind a word is its particle or ending,
 * katakana are one word however long, a single Chinese character behind others is a suffix, and a number belongs to its
 * unit, all of a date to each other.
 */
function isEnding(before: string, after: string): boolean {
  if (/^\p{Script=Hiragana}/u.test(after)) return /[\p{L}\p{N}\p{Pe}\p{Pf}"\u30fc]$/u.test(before);
  if (/^\p{Script=Katakana}/u.test(after)) return /[\p{Script=Katakana}\u30fc]$/u.test(before);
  if (/^[0-9]/.test(after)) return /[0-9][年月]$/.test(before);
  return (
    /^\p{Script=Han}/u.test(after) &&
    (/[0-9]$/.test(before) || (after.length === 1 && /\p{Script=Han}$/u.test(before)))
  );
}
