import { bankSubjectOf, type StoredCertificate } from '../../core/certificate.ts';
import { holderOf, nameOf } from '../../core/certificate-name.ts';
import { CertToolError } from '../../core/error.ts';
import { forEachOf } from '../../core/several.ts';
import { tryKeys } from '../../enrollment/try-keys.ts';
import { unfinishedHere } from '../../enrollment/unfinished-here.ts';
import { holdingOf, isOurs } from '../../holdings/holding.ts';
import { holdingsOf, isNeededToLogIn } from '../../holdings/holdings.ts';
import { requestNeeding } from '../../holdings/unfinished.ts';
import { untriedKey } from '../../pki/trial.ts';
import { belongsToBank } from '../../pki/verify.ts';
import type { Deps } from '../deps.ts';
import { judged } from '../session/judged.ts';
import { banksHere } from '../show/bank-names.ts';
import { conclude, showFailure } from '../show/batch-result.ts';
import { certificateJson } from '../show/certificate-json.ts';
import { showCertificates } from '../show/certificates.ts';
import { completingCommand } from '../show/completing-command.ts';
import { askForOne, describedOnes, namedOnes, type RemovableHere, type Target } from './choice.ts';
import { removeDamaged } from './damaged.ts';
import type { RemoveOptions } from './spec.ts';

/**
 * `cert-tool remove [certificate...]`: removes certificates and their keys from this PC, and nothing at the bank. Asks
 * first. Returns the exit code.
 */
export async function run(deps: Deps, names: readonly string[], options: RemoveOptions): Promise<number> {
  const { ui } = deps;
  const here = await lookHere(deps);
  const targets = await choose(deps, here, names, options);
  const isWanted = targets.every(({ given }) => given) || (await confirmed(deps, here, targets, options));
  if (targets.length === 0 || !isWanted) {
    ui.document({ ok: true, results: [] });
    ui.result(ui.text(isWanted ? 'remove.none' : 'remove.kept'));
    return 0;
  }
  return removeAll(deps, here, targets);
}

async function lookHere(deps: Deps): Promise<RemovableHere> {
  const store = await deps.store();
  return { store, certificates: await store.list(), entries: await deps.journal.all() };
}

/** @throws CertToolError `conflicting-options`, `invalid-option`, `missing-confirmation` */
export function checkUsage({ ui, settings }: Deps, names: readonly string[], options: RemoveOptions): void {
  const described = (['expired', 'superseded', 'revoked'] as const).filter((name) => options[name]);
  const [first] = described;
  if (first && names.length > 0) {
    throw new CertToolError('conflicting-options', { params: { detail: `${names[0]}, --${first}` } });
  }
  if (ui.interactive) return;
  if (!first && names.length === 0) {
    const detail = {
      ja: '証明書、または --expired、--superseded、--revoked のいずれかが必要です',
      en: 'a certificate, --expired, --superseded or --revoked is needed',
    };
    throw new CertToolError('invalid-option', { params: { detail } });
  }
  if (!settings.yes) throw new CertToolError('missing-confirmation');
}

async function choose(
  deps: Deps,
  here: RemovableHere,
  names: readonly string[],
  options: RemoveOptions,
): Promise<Target[]> {
  if (names.length > 0) return namedOnes(deps, here, names);
  if (!options.expired && !options.superseded && !options.revoked) return askForOne(deps, here);
  const described = await describedOnes(deps, here, options);
  const { set } = await banksHere(deps);
  return described.flatMap((certificate) => {
    const entry = requestNeeding(certificate, here.entries);
    if (!entry) return [{ certificate }];
    const params = { name: nameOf(certificate), command: completingCommand(deps, entry, set) };
    deps.ui.warn(deps.ui.text('remove.left-out', params));
    return [];
  });
}

/** Shows what goes and what that means, and asks. */
async function confirmed(
  deps: Deps,
  here: RemovableHere,
  targets: readonly Target[],
  options: RemoveOptions,
): Promise<boolean> {
  const { ui, settings } = deps;
  const going = targets.flatMap(({ certificate }) => certificate ?? []);
  const broken = targets.flatMap(({ damaged }) => damaged ?? []);
  const working = options.revoked ? [] : await neededOnes(deps, here, going);
  const isAsked = !settings.yes;
  if (isAsked) {
    ui.say(ui.text('remove.going'));
    const banks = await banksHere(deps);
    const found = going.map((certificate) => ({ certificate, ...untriedKey(certificate) }));
    const kept = await deps.renewals.all();
    const rows = holdingsOf(found, { banks: banks.all, unfinished: [], now: deps.now(), kept });
    const namesBanks = banks.set === undefined && banks.all.length > 1;
    if (going.length > 0) showCertificates(deps, rows, { banks, namesBanks, place: 'notes' });
  }
  for (const { location } of broken) ui.warn(ui.text('remove.damaged', { location }));
  for (const loginId of new Set(working.map(holderOf))) {
    ui.warn(ui.text('remove.works', { loginId }));
  }
  if (working.length > 0) ui.warn(ui.text('remove.not-revoked'));
  return !isAsked || ui.prompts.confirm(ui.text('remove.ask', { count: going.length + broken.length }));
}

/** Those without which nobody can log in any more on this PC. */
async function neededOnes(
  deps: Deps,
  { store, certificates }: RemovableHere,
  going: readonly StoredCertificate[],
): Promise<StoredCertificate[]> {
  const now = deps.now();
  const banks = await deps.knownBanks();
  const loginIds = new Set(going.map((each) => bankSubjectOf(each)?.loginId));
  const concerned = certificates.filter((each) => isOurs(each) && loginIds.has(bankSubjectOf(each)?.loginId));
  const found = await tryKeys(store, concerned, { banks, now, untilOneWorks: false });
  const holdings = found.map((each) => holdingOf(each, banks, now));
  const staying = holdings.filter(({ certificate }) => !going.includes(certificate));
  return holdings
    .filter((holding) => going.includes(holding.certificate) && isNeededToLogIn(holding, staying))
    .map(({ certificate }) => certificate);
}

/** One after the other. */
async function removeAll(deps: Deps, here: RemovableHere, targets: readonly Target[]): Promise<number> {
  const { ui, signal } = deps;
  const now = deps.now();
  const batch = await forEachOf(
    targets,
    async (target) => {
      if (target.damaged) return removeDamaged(deps, here, target.damaged);
      const { certificate } = target;
      if (!certificate) throw target.error;
      const holding = await judged(deps, certificate);
      const outcome = await removeOne(deps, here, certificate);
      const { serialNumber } = certificate;
      ui.result(ui.text(`remove.${outcome}`, { name: nameOf(certificate), serialNumber }));
      return { outcome, certificate: certificateJson(holding, now) };
    },
    {
      signal,
      onResult(result) {
        // Of one alone it ends the command.
        if (result.ok || targets.length === 1) return;
        ui.say(ui.text('remove.failed', { name: givenName(result.item) }));
        showFailure(deps, result.error);
      },
    },
  );
  return conclude(deps, batch, { identify, done: (done) => done });
}

function givenName({ certificate, damaged, given }: Target): string {
  return certificate ? nameOf(certificate) : (damaged?.thumbprint ?? given ?? '');
}

function identify({ certificate, damaged, given }: Target) {
  if (damaged) return { loginId: null, thumbprint: damaged.thumbprint, serialNumber: null };
  if (!certificate) return { given, loginId: null, thumbprint: null, serialNumber: null };
  const { thumbprint, serialNumber } = certificate;
  return { loginId: bankSubjectOf(certificate)?.loginId ?? null, thumbprint, serialNumber };
}

/** @throws CertToolError `certificate-in-use`, `damaged-entry`, `newer-data`, `busy`, and what the store throws */
async function removeOne(
  deps: Deps,
  { store }: RemovableHere,
  certificate: StoredCertificate,
): Promise<'removed' | 'already-gone'> {
  const { thumbprint, serialNumber } = certificate;
  const banks = await banksHere(deps);
  const loginId = bankSubjectOf(certificate)?.loginId;
  const bank = [banks.set ?? [], banks.all].flat().find((each) => belongsToBank(certificate, each));
  const lock = bank && loginId !== undefined ? await deps.lock(bank.bankId, loginId) : undefined;
  try {
    const { entries, unknown } = await unfinishedHere(deps.journal, [certificate], banks.all);
    // What an entry protects that cannot be understood nobody knows: its user's certificates stay.
    if (unknown[0]) throw unknown[0].error;
    const entry = requestNeeding(certificate, entries);
    if (entry) {
      const command = completingCommand(deps, entry, banks.set);
      throw new CertToolError('certificate-in-use', {
        params: { serialNumber, loginId: entry.loginId, command },
      });
    }
    const isHere = (await store.find(thumbprint)) !== undefined;
    // What is left of an interrupted removal goes as well.
    await store.remove(thumbprint);
    await deps.renewals.forget(thumbprint);
    return isHere ? 'removed' : 'already-gone';
  } finally {
    await lock?.release();
  }
}
