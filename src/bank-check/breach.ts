import type { Text } from '../core/text.ts';

/** A request and its answer, fit to be shown: secrets are masked. */
export interface Exchange {
  readonly request: {
    readonly method: string;
    /** With the base path and the query. */
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  /** Left out where none came. */
  readonly answer?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    /** Text; of bytes their number. */
    readonly body: string;
  };
}

/** What is thrown where the bank does not do what the contract says. */
export class Breach extends Error {
  readonly expected: Text;
  /** What was seen instead, where the answer alone does not show it. */
  readonly seen: Text | undefined;
  readonly exchange: Exchange | undefined;

  constructor(expected: Text, exchange: Exchange | undefined, seen?: Text) {
    super(expected.en);
    this.name = 'Breach';
    this.expected = expected;
    this.seen = seen;
    this.exchange = exchange;
  }
}

/** What is thrown where a promise cannot be tried here. */
export class CannotTry extends Error {
  readonly reason: Text;

  constructor(reason: Text) {
    super(reason.en);
    this.name = 'CannotTry';
    this.reason = reason;
  }
}
