import { hash } from 'node:crypto';
import { BANK_ID } from './bank-port.ts';
import type { Pc } from './pc.ts';

/** What this model looks at of an entry. */
export interface EntryHere {
  readonly id: string;
  readonly step: string;
  readonly loginId?: string;
  readonly csr?: string;
  readonly certificate?: string;
  readonly predecessor?: { readonly serialNumber: string };
}

/** The file of a login ID's entry. */
export function entryFile(loginId: string): string {
  return `${hash('sha256', `${BANK_ID}\0${loginId}`).slice(0, 32)}.json`;
}

export function entryIn(text: string): EntryHere | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Those that are not damaged. */
export function entriesHere(pc: Pc): EntryHere[] {
  const texts = [...pc.files.journal.values()].filter((text) => !pc.damaged.has(text));
  return texts.flatMap((text) => entryIn(text) ?? []);
}

/** The steps of the entries that are on the disk: one or none; `damaged` for what cannot be read. */
export function entriesOf(pc: Pc, loginId: string): string[] {
  const text = pc.files.journal.get(entryFile(loginId));
  if (text === undefined) return [];
  return [pc.damaged.has(text) ? 'damaged' : (entryIn(text)?.step ?? 'damaged')];
}
