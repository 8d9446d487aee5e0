import { ofBrowsers } from './of-browsers.ts';
import { ofNetworks } from './of-networks.ts';
import { ofPeople } from './of-people.ts';
import { ofShells } from './of-shells.ts';
import { ofWindows } from './of-windows.ts';
import type { Saying } from './saying.ts';

export type { Saying } from './saying.ts';

export const sayings: readonly Saying[] = [
  ...ofBrowsers,
  ...ofNetworks,
  ...ofWindows,
  ...ofShells,
  ...ofPeople,
];

/** What is shorter could stand by chance within something else. */
const SHORTEST_WITHIN = 6;
/** A part that was typed alone has to have so many letters and digits, and unless it is one of a code, most of them. */
const SHORTEST_PART = 10;
const MOST = 0.75;
const PART_OF_CODE = /^\w+_\w+$/;

/** A code tells more than the sentences that a browser's page has around it. */
const CODE = /_|^0x/;
const CODE_FIRST = 1000;

/** What somebody else says within a text; of several a code, otherwise the longest. Undefined for none. */
export function sayingIn(text: string): Saying | undefined {
  const heard: Heard = {
    whole: lettersOf(text),
    words: wordsOf(text),
    isCode: PART_OF_CODE.test(text.trim()),
  };
  let best: { readonly saying: Saying; readonly weight: number } | undefined;
  for (const saying of sayings) {
    for (const each of saying.says) {
      const said = lettersOf(each);
      const weight = said.length + (CODE.test(each) ? CODE_FIRST : 0);
      if (weight > (best?.weight ?? 0) && isSaid(said, heard)) best = { saying, weight };
    }
  }
  return best?.saying;
}

interface Heard {
  readonly whole: string;
  readonly words: readonly string[];
  readonly isCode: boolean;
}

function isSaid(said: string, { whole, words, isCode }: Heard): boolean {
  if (/^\p{ASCII}*$/u.test(said) && said.length < SHORTEST_WITHIN) return words.includes(said);
  if (whole.includes(said)) return true;
  const least = isCode ? SHORTEST_PART : Math.max(SHORTEST_PART, said.length * MOST);
  return whole.length >= least && said.includes(whole);
}

function lettersOf(text: string): string {
  return wordsOf(text).join('');
}

function wordsOf(text: string): string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
}
