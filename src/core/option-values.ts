import type { OptionValue } from './option.ts';
import { hexDigitsIn } from './pasted.ts';
import { withHttps } from './web-address.ts';
import { readWholeNumber } from './whole-number.ts';

const MOST_DAYS = 36_500;
const HIGHEST_PORT = 65_535;

/** One of some words. */
export function oneOf<const W extends string>(words: readonly W[]): OptionValue<W> {
  return { read: (text) => words.find((word) => word === text), allowed: words.join(', '), choices: words };
}

/** One of some numbers. */
export function oneOfNumbers<const N extends number>(numbers: readonly N[]): OptionValue<N> {
  const choices = numbers.map(String);
  return {
    read: (text) => numbers.find((number) => String(number) === text),
    allowed: choices.join(', '),
    choices,
  };
}

export const DAYS = wholeNumber(MOST_DAYS);
/** Without a number: as soon as it can be renewed. */
export const RENEWABLE = 'renewable';
export const DAYS_OR_RENEWABLE: OptionValue<number | typeof RENEWABLE> = {
  read: (text) => (text === RENEWABLE ? RENEWABLE : DAYS.read(text)),
  allowed: DAYS.allowed,
};
export const PORT = wholeNumber(HIGHEST_PORT);

/** A certificate's serial number in hex, however it is written; the digits alone. */
export const SERIAL_NUMBER: OptionValue<string> = {
  read(text) {
    const digits = hexDigitsIn(text);
    return digits !== undefined && digits.length >= 2 && digits.length <= 64 ? digits : undefined;
  },
  allowed: '5b8e869e2bc4b2225302f34ada65184e',
};

/** The address of a page, without a name or password in it. */
export const HTTPS_URL: OptionValue<string> = {
  read(text) {
    const address = withHttps(text);
    if (!URL.canParse(address)) return undefined;
    const { protocol, username, password } = new URL(address);
    return protocol === 'https:' && username === '' && password === '' ? address : undefined;
  },
  allowed: 'https://…',
};

/** Any texts: the option may be repeated. */
export const TEXTS: OptionValue<readonly string[]> = {
  read: (text, earlier = []) => [...earlier, text],
  allowed: '…',
};

function wholeNumber(highest: number): OptionValue<number> {
  return wholeNumberFrom(0, highest);
}

/** A whole number in decimal digits. */
export function wholeNumberFrom(lowest: number, highest: number): OptionValue<number> {
  const isAllowed = (number: number) => number >= lowest && number <= highest;
  return {
    read(text) {
      const number = readWholeNumber(text);
      return number !== undefined && isAllowed(number) ? number : undefined;
    },
    allowed: `${lowest}–${highest}`,
  };
}
