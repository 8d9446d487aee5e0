import { bankSubjectOf, type StoredCertificate } from '../../core/certificate.ts';
import { holderOf, nameOf } from '../../core/certificate-name.ts';
import { forEachOf } from '../../core/several.ts';
import { tryKeys } from '../../enrollment/try-keys.ts';
import { isOurs, judgeOf } from '../../holdings/holding.ts';
import { holdingsOf, isNeededToLogIn } from '../../holdings/holdings.ts';
import { requestNeeding } from '../../holdings/unfinished.ts';
import { untriedKey } from '../../pki/trial.ts';
import { belongsToBank } from '../../pki/verify.ts';
import type { Deps } from '../deps.ts';
import { judged } from '../session/judged.ts';
import { refuseUnoffered } from '../session/offered.ts';
import { rememberLoginId } from '../session/remember.ts';
import { removeFromPc, showFoldersGoing } from '../session/removal.ts';
import { banksHere } from '../show/bank-names.ts';
import { conclude, logResult, showFailure } from '../show/batch-result.ts';
import { certificateJson } from '../show/certificate-json.ts';
import { showCertificates } from '../show/certificates.ts';
import { completingCommand } from '../show/completing-command.ts';
import { type Act, actOf, checkCan, tellLocked, WORDS } from './act.ts';
import { archiveOne } from './archive.ts';
import { askForOne, describedOnes, namedOnes, type RemovableHere, type Target } from './choice.ts';
import { actOnDamaged } from './damaged.ts';
import { forget } from './forget.ts';
import { unlessNeeded } from './needed.ts';
import type { RemoveOptions } from './spec.ts';

export { checkUsage } from './act.ts';

/** What the steps of one run share. */
interface Removing {
  readonly deps: Deps;
  readonly act: Act;
  readonly here: RemovableHere;
}

/**
 * `cert-tool remove [certificate...]`: removes certificates and their keys from this PC, or hides them, and does nothing at
 * the bank. Asks first, but for showing hidden ones again. Returns the exit code.
 */
export async function run(deps: Deps, names: readonly string[], options: RemoveOptions): Promise<number> {
  if (options.forget) return forget(deps, names);
  const { ui } = deps;
  if (options.revoked) await refuseUnoffered(deps, 'crl');
  const act = actOf(deps, options);
  tellLocked(deps, options);
  const removing = { deps, act, here: await lookHere(deps, act) };
  const targets = await choose(removing, names, options);
  const isWanted =
    act === 'undo' || targets.every(({ given }) => given) || (await confirmed(removing, targets, options));
  if (targets.length === 0 || !isWanted) {
    ui.document({ ok: true, results: [] });
    ui.result(ui.text(isWanted ? WORDS[act].none : WORDS[act].kept));
    return 0;
  }
  return removeAll(removing, targets);
}

async function lookHere(deps: Deps, act: Act): Promise<RemovableHere> {
  const store = await deps.store();
  checkCan(act, store);
  return { store, certificates: await store.list(), entries: await deps.journal.all() };
}

async function choose(
  { deps, act, here }: Removing,
  names: readonly string[],
  options: RemoveOptions,
): Promise<Target[]> {
  if (names.length > 0) return namedOnes(deps, here, names, act);
  if (!options.expired && !options.superseded && !options.revoked) return askForOne(deps, here, act);
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
  { deps, act, here }: Removing,
  targets: readonly Target[],
  options: RemoveOptions,
): Promise<boolean> {
  const { ui, settings } = deps;
  const words = WORDS[act];
  const going = targets.flatMap(({ certificate }) => certificate ?? []);
  const broken = targets.flatMap(({ damaged }) => damaged ?? []);
  const working = options.revoked ? [] : await neededOnes(deps, here, going);
  const isAsked = !settings.yes;
  if (isAsked) {
    ui.say(ui.text(words.going));
    const banks = await banksHere(deps);
    const found = going.map((certificate) => ({ certificate, ...untriedKey(certificate) }));
    const kept = await deps.renewals.all();
    const rows = holdingsOf(found, { banks: banks.all, unfinished: [], now: deps.now(), kept });
    const namesBanks = banks.set === undefined && banks.all.length > 1;
    if (going.length > 0) showCertificates(deps, rows, { banks, namesBanks, place: 'notes' });
  }
  // One that cannot be read is never hidden.
  for (const { location } of act === 'delete' ? broken : []) ui.warn(ui.text('remove.damaged', { location }));
  if (act === 'delete' && isAsked) await showFoldersGoing(deps, here.store, going);
  for (const loginId of new Set(working.map(holderOf))) {
    ui.warn(ui.text(words.works, { loginId }));
  }
  if (working.length > 0) ui.warn(ui.text(words.notRevoked));
  return !isAsked || ui.prompts.confirm(ui.text(words.ask, { count: going.length + broken.length }));
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
  const holdings = found.map(judgeOf(banks, now));
  const staying = holdings.filter(({ certificate }) => !going.includes(certificate));
  return holdings
    .filter((holding) => going.includes(holding.certificate) && isNeededToLogIn(holding, staying))
    .map(({ certificate }) => certificate);
}

/** One after the other. */
async function removeAll({ deps, act, here }: Removing, targets: readonly Target[]): Promise<number> {
  const { ui, signal } = deps;
  const now = deps.now();
  const batch = await forEachOf(
    targets,
    async (target) => {
      if (target.damaged) return actOnDamaged(deps, act, here, target.damaged);
      const { certificate } = target;
      if (!certificate) throw target.error;
      if (act !== 'delete') return archiveOne(deps, act, here, certificate);
      const holding = await judged(deps, certificate);
      const outcome = await removeOne(deps, here, certificate);
      const { serialNumber } = certificate;
      ui.result(ui.text(`remove.${outcome}`, { name: nameOf(certificate), serialNumber }));
      if (outcome === 'removed') await rememberHolder(deps, certificate);
      return { outcome, certificate: certificateJson(holding, now) };
    },
    {
      signal,
      onResult(result) {
        logResult(deps, result, identify(result.item));
        // Of one alone it ends the command.
        if (result.ok || targets.length === 1) return;
        ui.say(ui.text(WORDS[act].failed, { name: givenName(result.item) }));
        showFailure(deps, result.error);
      },
    },
  );
  return conclude(deps, batch, { identify, done: (done) => done });
}

/** The certificate was what told its login ID here. */
async function rememberHolder(deps: Deps, certificate: StoredCertificate): Promise<void> {
  const { ui, settings, knownBanks } = deps;
  const loginId = bankSubjectOf(certificate)?.loginId;
  const bank = (await knownBanks()).find((each) => belongsToBank(certificate, each));
  if (!settings.remember || loginId === undefined || !bank || !isOurs(certificate)) return;
  await rememberLoginId(deps, bank.bankId, loginId);
  ui.info(ui.text('remove.remembered', { loginId }));
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

/** @throws CertToolError what `unlessNeeded` and the store throw */
function removeOne(
  deps: Deps,
  { store }: RemovableHere,
  certificate: StoredCertificate,
): Promise<'removed' | 'already-gone'> {
  return unlessNeeded(deps, certificate, async () => {
    const isHere = (await store.find(certificate.thumbprint)) !== undefined;
    // What is left of an interrupted removal goes as well.
    await removeFromPc(deps, store, certificate);
    return isHere ? 'removed' : 'already-gone';
  });
}
