import type { OutputFile } from '../../core/ports/files.ts';
import type { Standing } from '../../core/ports/retirement.ts';
import { openResultFile, unwritable, type Wanted } from '../ask/result-file.ts';
import type { Deps } from '../deps.ts';
import { warn } from '../show/warnings.ts';
import type { BankHere } from './look.ts';
import { type Sheet, sheetOf } from './sheet.ts';
import { isSheet, sheetHtml } from './sheet-html.ts';

/** How it stands with everybody, kept up to date on the disk while the PC is given up: for the next run, and for people. */
export interface Ledger {
  of(bank: BankHere): readonly Standing[];
  /** Shown, and kept nowhere, until something is noted. */
  plan(bank: BankHere, standings: readonly Standing[]): void;
  /** Returns when record and sheet are on the disk. @throws CertToolError `unwritable-sheet` before the first one is written */
  note(bank: BankHere, ...standings: readonly Standing[]): Promise<void>;
  sheet(): Sheet;
  /** The sheet's file, once it is written. */
  written(): string | undefined;
  /** Writes the sheet alone. @throws CertToolError `unwritable-sheet` */
  write(): Promise<void>;
}

export function openLedger(deps: Deps, banks: readonly BankHere[], file: OutputFile | undefined): Ledger {
  const all = new Map<BankHere, Map<string, Standing>>(banks.map((bank) => [bank, firstOf(bank)]));
  let isWritten = false;
  const of = (bank: BankHere) => [...(all.get(bank)?.values() ?? [])].sort(byLoginId);
  const set = (bank: BankHere, standings: readonly Standing[]) => {
    for (const each of standings) all.get(bank)?.set(each.loginId, each);
  };
  const sheet = () =>
    sheetOf(
      deps,
      banks.map((bank) => ({ bank, standings: of(bank) })),
    );
  const write = async () => {
    if (!file) return;
    await file.write(sheetHtml(sheet(), deps.ui.language)).catch((cause: NodeJS.ErrnoException) => {
      throw unwritable(file.path, SHEET, cause.code ?? cause.name, cause);
    });
    isWritten = true;
  };
  return {
    of,
    sheet,
    write,
    written: () => (isWritten ? file?.path : undefined),
    plan: set,
    async note(bank, ...standings) {
      set(bank, standings);
      // First the sheet: without it nothing is to be destroyed.
      if (!isWritten) await write();
      await bank.deps.retirement.write(bank.identity.bankId, of(bank));
      // What was begun goes on; the sheet is shown at the end in any case.
      await write().catch((error) => warn(deps, error));
    },
  };
}

function firstOf({ users, done }: BankHere): Map<string, Standing> {
  return new Map([
    ...done.map((each): [string, Standing] => [each.loginId, each]),
    ...users.map((user): [string, Standing] => [user.loginId, standingBefore(user)]),
  ]);
}

/** How it stands with a user before this run does anything. */
export function standingBefore({ loginId, certificates, earlier }: BankHere['users'][number]): Standing {
  const serialNumber = earlier?.serialNumber ?? certificates[0]?.certificate.serialNumber;
  const removedHere = certificates.length === 0;
  if (earlier) return { ...earlier, ...(serialNumber === undefined ? {} : { serialNumber }), removedHere };
  return {
    loginId,
    ...(serialNumber === undefined ? {} : { serialNumber }),
    outcome: 'planned',
    removedHere,
  };
}

function byLoginId(one: Standing, other: Standing): number {
  return one.loginId < other.loginId ? -1 : 1;
}

const SHEET: Wanted = {
  what: { ja: '引き継ぎ票', en: 'hand-over sheet' },
  option: '--sheet',
  isOwn: isSheet,
};

/** The file for the sheet. Throws as `openResultFile`. */
export function openSheetFile(deps: Deps, given: string): Promise<OutputFile> {
  return openResultFile(deps, given, SHEET);
}
