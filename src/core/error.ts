import type { CatalogueEntry, ErrorName } from './catalogue/index.ts';
import { entriesInTurn, entryOf } from './catalogue/one.ts';
import { type Hints, PLAIN_HINTS, sentence } from './hints.ts';
import { tidyPasted } from './pasted.ts';
import { fill, joinSentences, type Language, type Text, type TextParams } from './text.ts';

/** What an error may carry besides its name. Nothing of it may hold a secret: all of it can be shown. */
export interface ErrorDetails {
  /** Values for the placeholders of the catalogue's sentences. */
  params?: TextParams;
  /** The technical cause, shown only with `--verbose` and in the log. */
  cause?: unknown;
  /** Tries left before the bank locks the login ID. */
  attemptsLeft?: number;
  /** The bank's own number for the request, for its help desk. */
  requestId?: string;
  /** Of several things: what became of each, as the `--json` document shows it. */
  results?: readonly unknown[];
  /** What that document has besides. */
  besides?: object;
  /** What to do in this case, where that is something else than the catalogue has. */
  remedy?: Text;
}

/** What a sentence says only where there is something to say. */
export const LEFT_OUT = {
  ...{ support: '', other: '', others: '', takes: '', limit: '', first: '' },
  // Of which command a value was wrong that a variable or a config file has, nobody can tell.
  command: 'cert-tool',
};

/** The one error type of the project: a catalogue entry's name, and what is particular to this case. */
export class CertToolError extends Error {
  readonly errorName: ErrorName;
  readonly details: ErrorDetails;
  /** True once a request was sent whose certificate is not installed yet: the exit code is then 10. */
  readonly notInstalledYet: boolean;

  constructor(errorName: ErrorName, details: ErrorDetails = {}, notInstalledYet = false) {
    super(fill(entryOf(errorName).message.en, { ...LEFT_OUT, ...details.params }).trimEnd(), {
      cause: details.cause,
    });
    this.name = 'CertToolError';
    this.errorName = errorName;
    this.details = details;
    this.notInstalledYet = notInstalledYet;
  }

  /** The same error as one that interrupted a request that was sent already (exit 10). */
  asNotInstalledYet(): CertToolError {
    return this.notInstalledYet ? this : this.with(this.details, true);
  }

  /** The same error as the ending of several things. */
  withResults(results: readonly unknown[], besides?: object): CertToolError {
    return this.with({ ...this.details, results, ...(besides && { besides }) }, this.notInstalledYet);
  }

  /** The same error in a document that has something besides. */
  withBesides(besides: object): CertToolError {
    return this.with(
      { ...this.details, besides: { ...this.details.besides, ...besides } },
      this.notInstalledYet,
    );
  }

  /** The same error where something else helps than usually. */
  withRemedy(remedy: Text): CertToolError {
    return this.with({ ...this.details, remedy }, this.notInstalledYet);
  }

  /** Of a kind of its own it stays one. */
  protected with(details: ErrorDetails, notInstalledYet: boolean): CertToolError {
    return new CertToolError(this.errorName, details, notInstalledYet);
  }

  /** The person's or the system's wish to end, and no failure. */
  get isCancellation(): boolean {
    return this.kind === 'cancelled';
  }

  get entry(): CatalogueEntry {
    return entryOf(this.errorName);
  }

  /** What kind of failure it is, whatever it interrupted. */
  get kind(): ErrorKind {
    return KINDS[exitCodeOfEntry(this.entry)] ?? 'internal';
  }
}

/** The kinds of failures: the names of the exit codes (docs/commands.md). What is decided on an error goes by them. */
export type ErrorKind =
  | 'internal'
  | 'usage'
  | 'credentials-refused'
  | 'otp-refused'
  | 'refused'
  | 'bank-unreachable'
  | 'store-failed'
  | 'not-found'
  | 'partly-failed'
  | 'attention'
  | 'cancelled';

const KINDS: Readonly<Record<number, ErrorKind>> = {
  1: 'internal',
  2: 'usage',
  3: 'credentials-refused',
  4: 'otp-refused',
  5: 'refused',
  6: 'bank-unreachable',
  7: 'store-failed',
  8: 'not-found',
  9: 'partly-failed',
  11: 'attention',
  129: 'cancelled',
  130: 'cancelled',
  143: 'cancelled',
};

/** Any thrown value as a `CertToolError`; what nobody foresaw becomes `internal`. */
export function toCertToolError(thrown: unknown): CertToolError {
  return thrown instanceof CertToolError ? thrown : new CertToolError('internal', { cause: thrown });
}

/** Exit code of the promise in docs/errors.md: the digits of the code before its last three. */
export function exitCodeOf(error: CertToolError): number {
  return error.notInstalledYet ? NOT_INSTALLED_YET : exitCodeOfEntry(error.entry);
}

export function exitCodeOfEntry(entry: CatalogueEntry): number {
  return Math.floor(Number(entry.code.slice('CT-'.length)) / 1000);
}

/** Exit code 10: issued, or perhaps issued; safe; run the same command again. */
export const NOT_INSTALLED_YET = 10;

/**
 * The code to show. Behind exit code 10 it tells the cause too: `CT-6004` (timeout) that struck after the request
 * was sent reads `CT-10604`.
 */
export function codeOf(error: CertToolError): string {
  return error.notInstalledYet ? interruptedCode(error.entry) : error.entry.code;
}

/**
 * The code that an entry has once a request was sent: exit code 10, then the entry's exit code and number
 * (`CT-6004` → `CT-10604`); cancellations, exit code 129 and up, are a 9 and the exit code (130 → `CT-10930`).
 */
export function interruptedCode(entry: CatalogueEntry): string {
  const exitCode = exitCodeOfEntry(entry);
  const number = Number(entry.code.slice('CT-'.length)) % 100;
  const cause = exitCode > FIRST_CANCELLATION ? `9${exitCode % 100}` : `${exitCode}${twoDigits(number)}`;
  return `CT-${NOT_INSTALLED_YET}${cause}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

const LAST_FAILURE = 8;
const FIRST_CANCELLATION = 128;

/** The entries that can strike between the request and the installed certificate; only they have a code CT-10… */
export function canInterrupt(entry: CatalogueEntry): boolean {
  const exitCode = exitCodeOfEntry(entry);
  return (exitCode > 0 && exitCode <= LAST_FAILURE) || exitCode > FIRST_CANCELLATION;
}

export interface FoundEntry {
  readonly name: ErrorName;
  readonly entry: CatalogueEntry;
  /** It was looked for by the code that it has once a request was sent. */
  readonly notInstalledYet: boolean;
}

/**
 * Finds an entry by its code (`CT-3001`, `3001`, `ct-10604`), also in a line that was pasted as it was shown, or by its
 * name; undefined when there is none.
 */
export function findEntry(codeOrName: string): FoundEntry | undefined {
  const wanted = tidyPasted(codeOrName).toLowerCase();
  // Bare, or as it stands in a line that was shown or a Japanese sentence, which has no blanks around it. Input methods make
  // a long-vowel mark or a minus sign of the hyphen.
  const inText =
    /^([0-9]{4,6})(?![\p{L}\p{N}])|(?<![a-z0-9\p{Pd}])ct[\p{Pd}\s_\u2212\u30fc]*([0-9]{4,6})(?![a-z0-9])/u;
  const [, bare, digits = bare ?? wanted] = inText.exec(wanted) ?? [];
  const code = `CT-${digits}`;
  for (const [name, entry] of entriesInTurn(Math.floor(Number(digits) / 1000))) {
    if (wanted === name || entry.code === code) return { name, entry, notInstalledYet: false };
    if (canInterrupt(entry) && interruptedCode(entry) === code) return { name, entry, notInstalledYet: true };
  }
  return undefined;
}

/** What happened, in the given language. @param hints for the commands that it names */
export function messageOf(error: CertToolError, language: Language, hints = PLAIN_HINTS): string {
  return sentenceOf(error, error.entry.message, language, hints);
}

/** What to do next, in the given language. @param hints for the commands that it names */
export function remedyOf(error: CertToolError, language: Language, hints = PLAIN_HINTS): string {
  const remedy = sentenceOf(error, error.details.remedy ?? error.entry.remedy, language, hints);
  return error.notInstalledYet ? joinSentences(language, [INTERRUPTED_REMEDY[language], remedy]) : remedy;
}

/** What holds for every error that interrupted a request that was sent already. */
export const INTERRUPTED_REMEDY: Text = {
  ja: '証明書は失われません。同じコマンドをもう一度実行すると、続きから再開します。',
  en: 'The certificate is not lost: run the same command again, and it goes on from here.',
};

/** An error as the `--json` documents show it: a promise to scripts. @param hints as for `remedyOf` */
export function errorJson(error: CertToolError, language: Language, hints = PLAIN_HINTS) {
  const { attemptsLeft, requestId } = error.details;
  return {
    code: codeOf(error),
    name: error.errorName,
    message: messageOf(error, language, hints),
    hint: remedyOf(error, language, hints),
    exitCode: exitCodeOf(error),
    ...(attemptsLeft === undefined ? {} : { attemptsLeft }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** Whom to phone, say, is not always known: then nothing is said about it. */
function sentenceOf(error: CertToolError, text: Text, language: Language, hints: Hints): string {
  const params = { ...LEFT_OUT, ...error.details.params };
  return sentence(text[language], params, language, hints).trimEnd();
}
