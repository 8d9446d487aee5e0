import type { Text } from '../../text.ts';

/**
 * What is typed, as it stands, in sh, PowerShell and cmd.exe alike where that can be: plain words, double quotes around paths,
 * `>`, `>>`, `|` and no more; `rm` with `*` is for sh and PowerShell.
 */
export type Line =
  | string
  /** Sets a variable for the lines that follow, as the shell at hand does it. */
  | { readonly variable: string; readonly value: string }
  /** Has everything that cert-tool keeps in a folder of its own, `OWN_HOME`, for the lines that follow. */
  | { readonly ownHome: true }
  /** Serves, or waits at a question: the lines that follow are typed in another window meanwhile. */
  | { readonly leave: string }
  /** Ends the window that was left last. */
  | { readonly endLeft: true }
  /** Waits at a question, and is ended there. */
  | { readonly typed: string; readonly endedBy: Ending };

export type Ending = 'ctrl-c' | 'close' | 'end';

/** The folder for what a rehearsal would spoil otherwise, in the folder at hand. */
export const OWN_HOME = 'practice-home';

/** Why an error cannot be met with the practice bank on any PC. */
export type Beyond = keyof typeof BEYOND;

/** How to see an error happen: what to type with a new practice bank, or why nothing will do. */
export type Rehearsal = readonly Line[] | { readonly beyond: Beyond };

/** In a sentence each, for all of a kind. */
export const BEYOND = {
  bug: {
    ja: 'デモ環境では試せません。cert-tool の不具合でのみ発生します。',
    en: 'Not with the practice bank: only a fault of cert-tool itself brings it about.',
  },
  windows: {
    ja: 'デモ環境では試せません。「原因」の状態の Windows でのみ発生します。',
    en: 'Not with the practice bank: only on Windows, on a PC that is as told under "Why".',
  },
  pc: {
    ja: 'デモ環境では試せません。PC が「原因」の状態のときにのみ発生します。',
    en: 'Not with the practice bank: only on a PC that is as told under "Why".',
  },
  disk: {
    ja: 'デモ環境では試せません。ディスクまたは証明書ストアが「原因」の状態のときにのみ発生します。',
    en: 'Not with the practice bank: only where a disk or a certificate store fails, as told under "Why".',
  },
  bank: {
    ja: 'デモ環境では試せません。ほかの銀行、または複数の銀行を使うときにのみ発生します。',
    en: 'Not with the practice bank: only with another bank, or with several.',
  },
  proxy: {
    ja: 'デモ環境では試せません。「原因」の決まりのあるプロキシを経由するときにのみ発生します。',
    en: 'Not with the practice bank: only through a proxy that has such a rule.',
  },
} as const satisfies Readonly<Record<string, Text>>;
