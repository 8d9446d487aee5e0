import type { CertToolError } from '../core/error.ts';
import type { Text } from '../core/text.ts';
import type { Probes } from './probes.ts';

/** `failed` keeps somebody from working, or will if nobody sees to it; `warning` is worth knowing. */
export type Status = 'ok' | 'warning' | 'failed' | 'not-examined';

/** What is wrong: an entry of the catalogue, which has words, remedy and explanation in both languages. */
export interface Finding {
  readonly status: 'warning' | 'failed';
  readonly error: CertToolError;
  /** Somebody has to act, although nothing is broken yet. */
  readonly isDue?: true;
  /** What is known of the cause besides. */
  readonly detail?: Text;
}

/** What a look has shown. Without findings all is well. */
export interface Seen {
  /** The worst first. */
  readonly findings?: readonly Finding[];
  /** What there is to see where all is well. */
  readonly note?: Text;
  /** Why there was nothing to be looked at. */
  readonly notExamined?: Text;
}

/** One thing that can be wrong. Data: what it needs is looked at first, and where that is wrong it is not looked at. */
export interface Check {
  /** A promise to scripts. */
  readonly id: string;
  /** What is looked at, as a heading. */
  readonly title: Text;
  /** Ids of checks before it in the list. */
  readonly needs: readonly string[];
  /** Changes nothing. What it throws as a `CertToolError` is its finding, `failed`. */
  look(probes: Probes): Promise<Seen> | Seen;
}

/** How a check ended. */
export interface Result {
  readonly check: Check;
  readonly status: Status;
  readonly findings: readonly Finding[];
  readonly note?: Text;
  /** The check that failed before it, where that is why it was not examined. */
  readonly because?: string;
}

export const WELL: Seen = {};

export function failed(error: CertToolError, detail?: Text): Finding {
  return { status: 'failed', error, ...(detail && { detail }) };
}

export function warning(error: CertToolError, detail?: Text): Finding {
  return { status: 'warning', error, ...(detail && { detail }) };
}

/** All that was found; nothing found is well. */
export function seen(findings: readonly (Finding | undefined)[], note?: Text): Seen {
  const found = findings.filter((each) => each !== undefined);
  const worst = [...found].sort((one, other) => weight(other) - weight(one));
  return { findings: worst, ...(note && { note }) };
}

/** How much a finding counts among others. */
export function weight({ status, isDue }: Finding): number {
  return status === 'failed' ? 2 : isDue ? 1 : 0;
}

/** Something that is the same in both languages. */
export function same(text: string): Text {
  return { ja: text, en: text };
}
