import type { Language } from '../../core/text.ts';

/** The wished language of those that the bank speaks (RFC 9110, 12.5.4); Japanese where neither is wished. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const wishes = (acceptLanguage ?? '').slice(0, 200).split(',').map(readWish);
  const weight = (language: Language) =>
    Math.max(0, ...wishes.filter((wish) => wish.language === language).map((wish) => wish.weight));
  return weight('en') > weight('ja') ? 'en' : 'ja';
}

function readWish(part: string): { language: string; weight: number } {
  const [range = '', ...parameters] = part.trim().toLowerCase().split(';');
  const quality = parameters.map((parameter) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(parameter)?.[1]);
  const weight = quality.find((value) => value !== undefined);
  return { language: range.trim().split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight) };
}
