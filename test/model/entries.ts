import { hash } from 'node:crypto';
import { BANK_ID } from './bank-port.ts';
import type { Pc } from './pc.ts';

/** The file of a login ID's entry. */
export function entryFile(loginId: string): string {
  return `${hash('sha256', `${BANK_ID}\0${loginId}`).slice(0, 32)}.json`;
}

/** The steps of the entries that are on the disk: one or none; `damaged` for what cannot be read. */
export function entriesOf(pc: Pc, loginId: string): string[] {
  const text = pc.files.journal.get(entryFile(loginId));
  if (text === undefined) return [];
  return [/"step": "(\w+)"/.exec(text)?.[1] ?? 'damaged'];
}
