/** The two languages of the interface. Japanese is written first. */
export type Language = 'ja' | 'en';

/** One text in both languages. `{name}` stands for a parameter. */
export interface Text {
  readonly ja: string;
  readonly en: string;
}

/** A parameter in both languages is shown in the one of the sentence around it. */
export type TextParams = Readonly<Record<string, string | number | Text>>;

/** Sentences one after the other; an empty one is left out. Japanese has no blank between them. */
export function joinSentences(language: Language, sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== '').join(language === 'ja' ? '' : ' ');
}

/**
 * Puts parameters into a text. A parameter that is not given stays as `{name}`, so that a mistake is seen and
 * never hidden behind the word "undefined". One that is empty goes with the blank behind it.
 */
export function fill(template: string, params: TextParams = {}, language: Language = 'en'): string {
  if (!template.includes('{')) return template;
  return template.replace(/\{(\w+)\}( ?)/g, (whole, name: string, blank: string) => {
    const value = paramText(params, name, language);
    return value === undefined ? whole : value === '' ? '' : value + blank;
  });
}

/** A parameter as it is shown; undefined where it is not given. */
export function paramText(params: TextParams, name: string, language: Language): string | undefined {
  const value = params[name];
  if (value === undefined) return undefined;
  return shownValue(typeof value === 'object' ? value[language] : String(value));
}

/** A value as it may be shown: without the password of a URL, and not endless. */
export function shownValue(value: string): string {
  return shortened(maskUrlPassword(value));
}

/** Longer than any path or name that people use; what goes on beyond it hides the sentence around it. */
const LONGEST_VALUE = 500;

/** @param longest in UTF-16 units */
export function shortened(value: string, longest = LONGEST_VALUE): string {
  return value.length <= longest ? value : `${value.slice(0, longest)}…`;
}

/**
 * What stands before the `@` of a URL can be a password, wherever somebody typed that URL. A single slash counts too:
 * so a URL looks that was taken for a path.
 */
export function maskUrlPassword(text: string): string {
  return text.replace(/(\w\w:\/\/?)[^\s"「」]*@/g, '$1********@');
}

/**
 * JSON in ASCII, all else as `\\u` escapes: for readers that know no UTF-8, or need not decode. Windows PowerShell 5.1
 * reads pipes in the OEM code page.
 * @param indent in columns; by default all is on one line
 */
export function asciiJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    /[^\n\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
