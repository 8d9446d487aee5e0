/** The two languages of the interface. Japanese is written first. */
export type Language = 'ja' | 'en';

/** One text in both languages. `{name}` stands for a parameter. */
export interface Text {
  readonly ja: string;
  readonly en: string;
}

export type TextParams = Readonly<Record<string, string | number>>;

/**
 * Puts parameters into a text. A parameter that is not given stays as `{name}`, so that a mistake is seen and
 * never hidden behind the word "undefined".
 */
export function fill(template: string, params: TextParams = {}): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : String(value);
  });
}
