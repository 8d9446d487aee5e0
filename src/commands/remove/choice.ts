import type { BankIdentity } from '../../core/bank-identity.ts';
import type { StoredCertificate } from '../../core/certificate.ts';
import { nameOf } from '../../core/certificate-name.ts';
import { CertToolError, toCertToolError } from '../../core/error.ts';
import { formatDate } from '../../core/japan-time.ts';
import type { CertificateStore, DamagedCertificate } from '../../core/ports/store.ts';
import { periodAt } from '../../core/renewal.ts';
import type { Entry } from '../../enrollment/journal.ts';
import { tryKeys } from '../../enrollment/try-keys.ts';
import { unfinishedHere } from '../../enrollment/unfinished-here.ts';
import { hiddenError } from '../../holdings/hidden.ts';
import { isOurs, judgeOf } from '../../holdings/holding.ts';
import { holdingsOf } from '../../holdings/holdings.ts';
import {
  areAllThumbprints,
  certificatesNamed,
  damagedNamed,
  type Named,
  onlyOne,
  type Preferred,
} from '../../holdings/named.ts';
import { belongsToAny } from '../../pki/bank-certificate.ts';
import { untriedKey } from '../../pki/trial.ts';
import { chooseOne } from '../ask/choose-one.ts';
import { putRight } from '../ask/login-id.ts';
import type { Deps } from '../deps.ts';
import { bankIdentity } from '../session/at-bank.ts';
import { bankTime } from '../session/clock.ts';
import { fetchRevoked } from '../session/revoked.ts';
import { areOfSeveralBanks, banksHere, bankText } from '../show/bank-names.ts';
import { warn } from '../show/warnings.ts';
import { type Act, WORDS } from './act.ts';
import type { RemoveOptions } from './spec.ts';

/** What the choice is made from. */
export interface RemovableHere {
  readonly store: CertificateStore;
  readonly certificates: readonly StoredCertificate[];
  readonly entries: readonly Entry[];
}

/** A certificate to be removed, readable or not, or why a name on the command line means none. */
export type Target = Alone<'certificate', StoredCertificate> | Alone<'damaged', DamagedCertificate> | Unfit;
type Unfit = Alone<'given', string> & { readonly error: CertToolError };
type Alone<Name extends string, T> = { readonly [K in Name]: T } & {
  readonly [K in Exclude<'certificate' | 'damaged' | 'given', Name>]?: undefined;
};

/**
 * The banks whose certificates are meant: the one that is set; where none is, all that this PC knows. So for
 * this nothing is asked of a bank but who it is, and that only of one that was set and never asked.
 */
async function banksMeant(deps: Deps): Promise<readonly BankIdentity[]> {
  const { sandbox, bank } = deps.settings;
  return sandbox || bank !== undefined ? [await bankIdentity(deps)] : deps.knownBanks();
}

/**
 * The certificates that were named. Only those of the banks that are meant, except by thumbprint; by nothing else can one
 * be named that cannot be read. Each once.
 */
export async function namedOnes(
  deps: Deps,
  { store, certificates }: RemovableHere,
  given: readonly string[],
  act: Act,
): Promise<Target[]> {
  const names = given.map((name) => putRight(deps, name));
  const damaged = (await store.damaged?.(certificates)) ?? [];
  const brokenOf = (name: string) => damagedNamed(certificates, damaged, name);
  const others = names.filter((name) => brokenOf(name).length === 0);
  const needBanks = others.length > 0 && !areAllThumbprints(certificates, others);
  const banks = needBanks ? await banksMeant(deps) : [];
  const chosen = new Map<unknown, Target>();
  for (const name of names) {
    try {
      if (!others.includes(name)) {
        const broken = onlyOne(brokenOf(name), name);
        chosen.set(broken, { damaged: broken });
        continue;
      }
      const certificate = oneNamed(
        certificatesNamed(certificates, banks, name, preferredFor(act)),
        name,
        act,
      );
      chosen.set(certificate, { certificate });
    } catch (error) {
      chosen.set(name, { given: name, error: toCertToolError(error) });
    }
  }
  return [...chosen.values()];
}

function preferredFor(act: Act): Preferred {
  return act === 'undo' ? 'hidden' : 'shown';
}

/**
 * What is deleted for good has to be named exactly where it is hidden: a login ID means what one works with.
 * @throws CertToolError `ambiguous-certificate`, `certificate-hidden`
 */
function oneNamed({ by, certificates }: Named, name: string, act: Act): StoredCertificate {
  const [hidden] = certificates.every(({ archived }) => archived) ? certificates : [];
  if (act === 'delete' && by === 'login-id' && hidden) throw hiddenError(hidden);
  return onlyOne(certificates, name);
}

/**
 * The certificates that the options describe, of the banks that are meant, each of them but the hidden ones; warns of those
 * that nothing is known of.
 */
export async function describedOnes(
  deps: Deps,
  here: RemovableHere,
  options: RemoveOptions,
): Promise<StoredCertificate[]> {
  const now = options.expired && !options.byThisClock ? await bankTime(deps) : deps.now();
  const shown = here.certificates.filter(({ archived }) => !archived);
  const revoked = options.revoked ? await fetchRevoked(deps, shown) : undefined;
  const meant = revoked ? [revoked.identity] : await banksMeant(deps);
  for (const { error, left } of revoked?.unknown ?? []) {
    warn(deps, error);
    deps.ui.warn(deps.ui.text('remove.unknown', { names: left.map(nameOf).join(', ') }));
  }
  const ours = shown.filter((each) => isOurs(each) && belongsToAny(each, meant));
  const superseded = options.superseded ? await supersededOf(deps, here, ours, meant) : undefined;
  return ours.filter(
    (each) =>
      (options.expired && periodAt(each, now) === 'expired') ||
      superseded?.has(each) ||
      revoked?.certificates.has(each),
  );
}

/** @throws CertToolError `signing-not-possible`: without a signature nobody knows whether the newer one works */
async function supersededOf(
  deps: Deps,
  { store }: RemovableHere,
  ours: readonly StoredCertificate[],
  meant: readonly BankIdentity[],
): Promise<ReadonlySet<StoredCertificate>> {
  // Others may share a CA with them.
  const others = (await deps.knownBanks()).filter((each) =>
    meant.every(({ bankId }) => bankId !== each.bankId),
  );
  const [banks, now] = [[...meant, ...others], deps.now()];
  const { unfinished } = await unfinishedHere(deps.journal, ours, banks);
  const found = await tryKeys(store, ours, { banks, now, untilOneWorks: true });
  const untried = found.find(({ key, refusal }) => key === 'untried' && refusal);
  if (untried?.refusal) throw untried.refusal;
  const holdings = holdingsOf(found, { banks, unfinished, now });
  return new Set(holdings.filter(({ superseded }) => superseded).map(({ certificate }) => certificate));
}

/**
 * Lets the person at the terminal choose one of those of the banks that are meant, in the order in which they end. None
 * where nothing is hidden that could be shown.
 * @throws CertToolError `cancelled`, `certificate-not-found`
 */
export async function askForOne(deps: Deps, { certificates }: RemovableHere, act: Act): Promise<Target[]> {
  const { ui } = deps;
  const meant = await banksMeant(deps);
  const now = deps.now();
  const ours = certificates
    .filter((each) => isOurs(each) && belongsToAny(each, meant) && isFor(act, each))
    .sort((one, other) => one.notAfter.getTime() - other.notAfter.getTime());
  if (ours.length === 0 && act === 'undo') return [];
  if (ours.length === 0) throw new CertToolError('certificate-not-found');
  const [banks, kept] = [await banksHere(deps), await deps.renewals.all()];
  const judge = judgeOf(banks.all, now, kept);
  const holdings = ours.map((certificate) => judge({ certificate, ...untriedKey(certificate) }));
  const several = areOfSeveralBanks(holdings);
  const choices = holdings.map((each) => {
    const { certificate, state } = each;
    const expiry = formatDate(certificate.notAfter, ui.language);
    const [name, bank] = [nameOf(certificate), bankText(deps, banks, each)];
    const params = { name, state: ui.text(`state.${state}`), expiry, bank };
    return {
      name: ui.text(several ? 'remove.choice-at' : 'remove.choice', params),
      short: name,
      value: certificate,
    };
  });
  return [{ certificate: await chooseOne(deps, ui.text(WORDS[act].choose), choices) }];
}

function isFor(act: Act, { archived = false }: StoredCertificate): boolean {
  return act === 'delete' || archived === (act === 'undo');
}
