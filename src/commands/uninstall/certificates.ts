import { bankSubjectOf, type StoredCertificate } from '../../core/certificate.ts';
import { nameOf } from '../../core/certificate-name.ts';
import { type CertToolError, toCertToolError } from '../../core/error.ts';
import type { CertificateStore, DamagedCertificate } from '../../core/ports/store.ts';
import { tryKeys } from '../../enrollment/try-keys.ts';
import { isOurs, judgeOf } from '../../holdings/holding.ts';
import { isNeededToLogIn } from '../../holdings/holdings.ts';
import { belongsToAny } from '../../pki/bank-certificate.ts';
import type { Deps } from '../deps.ts';
import type { UninstallOptions } from './spec.ts';
import type { Found } from './thing.ts';

/** cert-tool names what it installs so (pki/verify.ts). */
const OURS = /\(cert-tool\)$/;

interface Stored {
  readonly store: CertificateStore;
  readonly certificates: readonly StoredCertificate[];
  readonly damaged: readonly DamagedCertificate[];
}

/**
 * The certificates here that are cert-tool's: all of the bank's shape in its own folder, and those of known banks, or with
 * its name, in the store of this run. They go only where that is asked for, and are named otherwise.
 */
export async function certificatesHere(deps: Deps, options: UninstallOptions): Promise<Found[]> {
  const { ui } = deps;
  const { stores, failure } = await storesOf(deps);
  if (options.certificates && failure) throw failure;
  if (failure) ui.warn(ui.text('uninstall.no-store', { reason: deps.describe(failure) }));
  return options.certificates ? stores.flatMap((stored) => goingOf(deps, stored)) : stayingOf(deps, stores);
}

async function storesOf(deps: Deps): Promise<{ stores: Stored[]; failure?: CertToolError }> {
  const banks = await deps.knownBanks();
  const own = await lookInto(await deps.ownData.store(), isOurs);
  try {
    const usual = await lookInto(
      await deps.store(),
      (each) => isOurs(each) && (belongsToAny(each, banks) || OURS.test(each.friendlyName)),
    );
    const places = new Set(own.certificates.map(({ location }) => location));
    const isOther = ({ location }: { location?: string }) => location === undefined || !places.has(location);
    // A store of files elsewhere was chosen by its user; what cannot be read there nobody knows the owner of.
    const others = { ...usual, certificates: usual.certificates.filter(isOther), damaged: [] };
    return { stores: [own, others] };
  } catch (error) {
    return { stores: [own], failure: toCertToolError(error) };
  }
}

async function lookInto(
  store: CertificateStore,
  isMeant: (certificate: StoredCertificate) => boolean,
): Promise<Stored> {
  const all = await store.list();
  return { store, certificates: all.filter(isMeant), damaged: (await store.damaged?.(all)) ?? [] };
}

function goingOf({ ui }: Deps, { store, certificates, damaged }: Stored): Found[] {
  const known = certificates.map((certificate) => {
    const { thumbprint, serialNumber, location } = certificate;
    const loginId = bankSubjectOf(certificate)?.loginId ?? null;
    return {
      ...{ what: 'certificate' as const, more: { loginId, thumbprint, serialNumber } },
      ...(location !== undefined && { path: location }),
      text: ui.text('uninstall.certificate', { name: nameOf(certificate), serialNumber }),
      remove: () => store.remove(thumbprint),
    };
  });
  const broken = damaged.map(({ thumbprint, location }) => ({
    ...{ what: 'certificate' as const, path: location },
    more: { loginId: null, thumbprint, serialNumber: null },
    text: ui.text('uninstall.damaged', { location }),
    remove: () => store.remove(thumbprint),
  }));
  return [...known, ...broken];
}

function stayingOf({ ui }: Deps, stores: readonly Stored[]): Found[] {
  const count = stores.reduce((sum, each) => sum + each.certificates.length + each.damaged.length, 0);
  if (count === 0) return [];
  const loginIds = loginIdsOf(stores.flatMap(({ certificates }) => certificates));
  const text = ui.text('uninstall.certificates', { count, loginIds: loginIds.join(', ') || '-' });
  return [{ what: 'certificates', text, more: { count, loginIds } }];
}

function loginIdsOf(certificates: readonly StoredCertificate[]): string[] {
  return [...new Set(certificates.flatMap((each) => bankSubjectOf(each)?.loginId ?? []))].sort();
}

/** The login IDs of the certificates that go, and those as which nobody can log in on this PC any more. */
export async function losses(deps: Deps): Promise<{ all: string[]; working: string[] }> {
  const now = deps.now();
  const banks = await deps.knownBanks();
  const { stores } = await storesOf(deps);
  const working: StoredCertificate[] = [];
  for (const { store, certificates } of stores) {
    const found = await tryKeys(store, certificates, { banks, now, untilOneWorks: false });
    const holdings = found.map(judgeOf(banks, now));
    working.push(
      ...holdings.filter((each) => isNeededToLogIn(each, [])).map(({ certificate }) => certificate),
    );
  }
  return {
    all: loginIdsOf(stores.flatMap(({ certificates }) => certificates)),
    working: loginIdsOf(working),
  };
}
