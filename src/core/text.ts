/** The two languages of the interface. Japanese is written first. */
export type Language = 'ja' | 'en';

/** One text in both languages. `{name}` stands for a parameter. */
export interface Text {
  readonly ja: string;
  readonly en: string;
}

/** A parameter in both languages is shown in the one of the sentence around it. */
export type TextParams = Readonly<Record<string, string | number | Text>>;

/**
 * Puts parameters into a text. A parameter that is not given stays as `{name}`, so that a mistake is seen and
 * never hidden behind the word "undefined".
 */
export function fill(template: string, params: TextParams = {}, language: Language = 'en'): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === 'object' ? value[language] : String(value);
  });
}
