/**
 * Protects a pending key beyond the rights of its file. Errors are `CertToolError`s; `key-lost` when what was sealed
 * can never be opened again.
 */
export interface Seal {
  /** What its texts begin with: a word and a colon. */
  readonly mark: string;
  /** Returns text that begins with the mark, or `text` itself where there is nothing to seal with. */
  seal(text: string): Promise<string>;
  open(sealed: string): Promise<string>;
}

/** The mark of what Windows' data protection sealed. */
export const DPAPI_MARK = 'dpapi:';
