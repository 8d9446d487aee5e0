import type { Language, TextParams } from '../text.ts';
import type { LogFacts } from './run-log.ts';

/** A spinner on a terminal, nothing elsewhere. */
export interface Progress {
  update(text: string): void;
  stop(): void;
}

/** One of what a question offers. */
export interface Choice<T> {
  readonly name: string;
  readonly value: T;
  /** What stands behind the question once this is chosen, where the name is long; by default the name. */
  readonly short?: string;
}

/** Questions to the person at the terminal; only there when one can be asked. */
export interface Prompts {
  text(
    question: string,
    options?: { default?: string; validate?(answer: string): true | string },
  ): Promise<string>;
  /**
   * Masked. An empty answer takes the default, for which the hint is shown in place of its value; without a default
   * something must be typed. A default of '' is an answer like any other. `validate` judges what was typed.
   */
  secret(
    question: string,
    options?: { default?: string; hint?: string; validate?(answer: string): true | string },
  ): Promise<string>;
  /** Yes or no in either language. `default` is what Enter means; left out, one of them must be typed. */
  confirm(question: string, options?: { default?: boolean }): Promise<boolean>;
  choose<T>(question: string, choices: readonly Choice<T>[]): Promise<T>;
  /** One at least; none is chosen at first. */
  chooseMany<T>(question: string, choices: readonly Choice<T>[]): Promise<T[]>;
}

/** A column of a table. Thousands of rows need no object of their own so. */
export interface TableColumn {
  readonly title: string;
  /** One for each row. */
  readonly texts: readonly string[];
  /** Styles the padded text of a row; it must not change its width. */
  readonly style?: (text: string, row: number) => string;
  /** Whether a row's is rather shortened, to at least 20 columns, than the table left out: what others named as they liked. */
  readonly mayBeCut?: (row: number) => boolean;
}

/** What a person is warned of, as it stands in `warnings` of the JSON document. */
export interface Warning {
  /** Code and name of its entry in the catalogue, where it has one. */
  readonly code?: string;
  readonly name?: string;
  readonly message: string;
}

/** All that is shown and asked. Results go to stdout, everything else to stderr. */
export interface Ui<MessageKey extends string> {
  readonly language: Language;
  /** False without a terminal, or with `--no-input`: nothing can be asked. */
  readonly interactive: boolean;
  readonly json: boolean;
  /** Width of the result's terminal, in columns; infinite where it is none. */
  readonly columns: number;
  /** The same of everything else. */
  readonly noteColumns: number;
  /** Columns that a text takes on a terminal. */
  widthOf(text: string): number;
  /** A message in the user's language; parameters are made safe for a terminal. */
  text(key: MessageKey, params?: TextParams): string;
  /**
   * A line of the result. Nothing with `--json`.
   * @param as `to-copy` for what another program is to read: on no terminal it is broken into lines
   */
  result(line: string, as?: 'to-copy'): void;
  /** Labelled values, in lines of at most `widest` columns; without it the result's terminal limits them. */
  fields(pairs: readonly (readonly [label: string, value: string])[], widest?: number): string[];
  /** Rows under their titles, in columns; no line at all when one would take more than `widest` columns (default: no limit). */
  table(columns: readonly TableColumn[], widest?: number): string[];
  /**
   * The one JSON document of `--json`, nothing without it: written at the end of the run, with all that was warned of.
   * @param when `at-once` where the run goes on for long
   */
  document(value: object, when?: 'at-once'): void;
  /** The end of the run: the document is written. */
  end(): void;
  /** A line for the person, not with `--quiet`. */
  info(line: string): void;
  /**
   * Shows a warning, and puts it into the document: none can be shown that is not there.
   * @param whose `of-others` for the words of another program, which the log does not keep
   */
  warn(warning: Warning | string, whose?: 'of-others'): void;
  /** A line that is shown with `--quiet`, too, and is no warning: of an error, or of what is about to be asked. */
  say(line: string): void;
  /** A line of `--verbose`. @param facts what the log keeps of it; nothing without them */
  detail(line: string, facts?: LogFacts): void;
  /** Emphasis on the result's terminal. */
  style(kind: 'good' | 'bad' | 'attention' | 'strong' | 'faint', text: string): string;
  progress(text: string): Progress;
  readonly prompts: Prompts;
  /**
   * From now on this value is masked in everything that goes to stderr or the log.
   * @returns ends that, once nothing that could hold it is written any more
   */
  hide(secret: string): () => void;
}
