import { CertToolError, exitCodeOf, toCertToolError } from '../../core/error.ts';
import type { Standing } from '../../core/ports/retirement.ts';
import { rfc3339 } from '../../core/rfc3339.ts';
import { endingOf, type Result } from '../../core/several.ts';
import type { Deps } from '../deps.ts';
import { type Retired, retireAt } from './bank-run.ts';
import { banksOfThisPc, commandElsewhere, othersHere, refuseSeveral } from './banks.ts';
import { type Ledger, openLedger, openSheetFile } from './ledger.ts';
import type { BankHere } from './look.ts';
import { isFinished, whoMay } from './sheet.ts';
import { showSheet } from './sheet-text.ts';
import type { RetireOptions } from './spec.ts';

/** @throws CertToolError `missing-confirmation` */
export function checkUsage(
  { ui, settings }: Deps,
  _args: readonly string[],
  { dryRun }: RetireOptions,
): void {
  if (!ui.interactive && !settings.yes && !dryRun) throw new CertToolError('missing-confirmation');
}

/** What one run is about. */
interface Retiring {
  readonly deps: Deps;
  readonly options: RetireOptions;
  readonly banks: readonly BankHere[];
  readonly ledger: Ledger;
  /** Whose certificates of other banks are here. */
  readonly others: readonly string[];
}

/** `cert-tool retire`: gives up this PC. Returns the exit code. */
export async function run(deps: Deps, _args: readonly string[], options: RetireOptions): Promise<number> {
  const sheet = options.sheet === undefined ? undefined : await openSheetFile(deps, options.sheet);
  const banks = await banksOfThisPc(deps);
  const others = await othersHere(deps, banks);
  const ledger = openLedger(deps, banks, sheet);
  const retiring = { deps, options, banks, ledger, others };
  if (others.length > 0) deps.ui.warn(deps.ui.text('retire.others', { names: others.join(', ') }));
  if (options.dryRun || banks.every(({ users }) => users.length === 0)) return tell(retiring);
  refuseSeveral(deps, banks, options);
  const batches: Retired[] = [];
  for (const bank of banks.filter(({ users }) => users.length > 0)) {
    const batch = await retireAt({ bank, ledger, options }).catch((error: unknown) => {
      // What was done at other banks is to be shown.
      if (batches.length === 0) throw error;
      return failed(bank, toCertToolError(error));
    });
    if (batch) batches.push(batch);
    if (batch?.cancelled || batch?.stopped) break;
  }
  if (batches.length === 0) {
    deps.ui.document({ ok: true, results: [] });
    deps.ui.result(deps.ui.text('retire.kept'));
    return 0;
  }
  return conclude(retiring, batches);
}

function failed({ users }: BankHere, error: CertToolError): Retired {
  const results = users.map((item) => ({ item, ok: false as const, error }));
  return { results, ...(error.isCancellation ? { cancelled: error } : { stopped: error }) };
}

/** Shows how things are, and changes nothing. */
async function tell({ deps, options, banks, ledger, others }: Retiring): Promise<number> {
  const { ui } = deps;
  if (banks.length === 0) ui.result(ui.text('retire.none'));
  else {
    await ledger.write();
    showSheet(deps, ledger.sheet());
  }
  if (options.dryRun && banks.length > 0) ui.info(ui.text('retire.dry-run'));
  return end(deps, {
    results: resultsOf(banks, ledger, []),
    file: ledger.written(),
    isLeft: !options.dryRun && isLeft(deps, others),
  });
}

function conclude({ deps, banks, ledger, others }: Retiring, batches: readonly Retired[]): number {
  const all = batches.flatMap(({ results }) => results);
  const results = resultsOf(banks, ledger, all);
  const file = ledger.written();
  showSheet(deps, ledger.sheet());
  if (file !== undefined) deps.ui.info(deps.ui.text('retire.sheet', { file }));
  const [cancelled] = batches.flatMap((batch) => batch.cancelled ?? []);
  const [stopped] = batches.flatMap((batch) => batch.stopped ?? []);
  const error = endingOf({
    results: all,
    ...(cancelled ? { cancelled } : {}),
    ...(stopped ? { stopped } : {}),
  });
  if (error) throw error.withResults(results, sheetJson(file));
  const standings = banks.flatMap((bank) => ledger.of(bank));
  return end(deps, { results, file, isLeft: !standings.every(isFinished) || isLeft(deps, others) });
}

/** With a bank that was typed the others are meant to stay. */
function isLeft({ settings }: Deps, others: readonly string[]): boolean {
  return settings.banks.length > 0 && others.length > 0;
}

interface End {
  readonly results: readonly object[];
  readonly file: string | undefined;
  /** Something has to be done yet. */
  readonly isLeft: boolean;
}

function end(deps: Deps, { results, file, isLeft }: End): number {
  const { ui } = deps;
  const attention = isLeft ? new CertToolError('attention') : undefined;
  ui.document({
    ok: !attention,
    ...(attention ? { error: deps.errorJson(attention) } : {}),
    results,
    ...sheetJson(file),
  });
  return attention ? exitCodeOf(attention) : 0;
}

/** @param file the sheet's, where it was written */
function sheetJson(file: string | undefined): object {
  return file === undefined ? {} : { sheet: file };
}

/** Of everybody, those included with whom earlier runs were done. */
function resultsOf(
  banks: readonly BankHere[],
  ledger: Ledger,
  tried: readonly Result<BankHere['users'][number], Standing>[],
) {
  return banks.flatMap((bank) =>
    ledger.of(bank).map((standing) => {
      const result = tried.find(({ item }) => bank.users.includes(item) && item.loginId === standing.loginId);
      return standingJson(bank, standing, result?.ok === false ? result.error : undefined);
    }),
  );
}

function standingJson(bank: BankHere, standing: Standing, error: CertToolError | undefined) {
  const { deps, identity, status } = bank;
  const { loginId, name, role, serialNumber, outcome, when, removedHere, isElsewhere } = standing;
  const who = whoMay(bank, standing)?.[deps.ui.language];
  const key = outcome === 'revocation-pending' ? 'effectiveAt' : 'revokedAt';
  return {
    loginId,
    name: name ?? null,
    ...(role ? { role } : {}),
    bank: { id: identity.bankId, name: status.name },
    serialNumber: serialNumber ?? null,
    ok: error === undefined,
    ...(error ? { error: deps.errorJson(error) } : { outcome }),
    ...(when ? { [key]: rfc3339(when) } : {}),
    removedHere,
    ...(who === undefined ? {} : { who }),
    ...(isElsewhere ? {} : { command: commandElsewhere(bank, ['issue', loginId]) }),
  };
}
