import { asciiJson } from './text.ts';

/** A value that is kept as JSON, for such as are many and wanted once, at the end: its objects would take several times as much. */
export class JsonText {
  readonly #text: string;

  constructor(value: object) {
    this.#text = asciiJson(value);
  }

  /** In a larger document it stands as what it was made of. */
  toJSON(): unknown {
    return JSON.parse(this.#text);
  }
}
