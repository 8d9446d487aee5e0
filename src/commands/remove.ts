import { bankSubjectOf, type StoredCertificate } from '../core/certificate.ts';
import { CertToolError, codeOf, toCertToolError } from '../core/error.ts';
import { inDate } from '../core/renewal.ts';
import { belongsToBank } from '../pki/verify.ts';
import { withBankChosen } from './bank-choice.ts';
import { certificateJson } from './certificate-json.ts';
import type { Deps } from './deps.ts';
import { showCertificates } from './list-table.ts';
import { conclude } from './partly.ts';
import {
  areAllThumbprints,
  askForOne,
  describedOnes,
  type Here,
  namedOnes,
  nameOf,
  type RemoveOptions,
} from './remove-choice.ts';
import { completingCommand, requestNeeding } from './unfinished.ts';

/**
 * `cert-tool remove [certificate...]`: removes certificates and their keys from this PC, and nothing at the bank. Asks
 * first. Returns the exit code.
 */
export async function run(given: Deps, names: readonly string[], options: RemoveOptions): Promise<number> {
  const { ui } = given;
  checkUsage(given, names, options);
  const first = await lookHere(given);
  const deps = areAllThumbprints(first, names) ? given : await withBankChosen(given);
  const here = deps === given ? first : await lookHere(deps);
  const chosen = await choose(deps, here, names, options);
  if (chosen.length === 0) {
    ui.document({ ok: true, removed: [] });
    ui.result(ui.text('remove.none'));
    return 0;
  }
  if (!(await confirmed(deps, here, chosen, options))) {
    ui.document({ ok: true, removed: [] });
    ui.result(ui.text('remove.kept'));
    return 0;
  }
  return removeAll(deps, here, chosen);
}

async function lookHere(deps: Deps): Promise<Here> {
  const store = await deps.store();
  return { store, certificates: await store.list(), unfinished: await deps.journal.all() };
}

/** @throws CertToolError `conflicting-options`, `invalid-option`, `missing-confirmation` */
function checkUsage({ ui, settings }: Deps, names: readonly string[], options: RemoveOptions): void {
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
    throw new CertToolError('invalid-option', { params: { detail, command: 'cert-tool remove' } });
  }
  if (!settings.yes) throw new CertToolError('missing-confirmation');
}

async function choose(
  deps: Deps,
  here: Here,
  names: readonly string[],
  options: RemoveOptions,
): Promise<StoredCertificate[]> {
  if (names.length > 0) return namedOnes(deps, here, names);
  if (!options.expired && !options.superseded && !options.revoked) return askForOne(deps, here);
  const described = await describedOnes(deps, here, options);
  return described.filter((certificate) => {
    const entry = requestNeeding(certificate, here.unfinished);
    if (!entry) return true;
    const params = { name: nameOf(certificate), command: completingCommand(deps, entry) };
    deps.ui.warn(deps.ui.text('remove.left-out', params));
    return false;
  });
}

/** Shows what goes and what that means, and asks. */
async function confirmed(
  deps: Deps,
  here: Here,
  chosen: readonly StoredCertificate[],
  options: RemoveOptions,
): Promise<boolean> {
  const { ui, settings } = deps;
  const working = options.revoked
    ? []
    : chosen.filter((each) => isNeededToLogIn(each, here, chosen, deps.now()));
  const isAsked = !settings.yes;
  if (isAsked) {
    ui.warn(ui.text('remove.going'));
    const rows = chosen.map((certificate) => ({ certificate }));
    showCertificates(deps, rows, ui.warn);
  }
  for (const loginId of new Set(working.map((each) => bankSubjectOf(each)?.loginId ?? nameOf(each)))) {
    ui.warn(ui.text('remove.works', { loginId }));
  }
  if (working.length > 0) ui.warn(ui.text('remove.not-revoked'));
  return !isAsked || ui.prompts.confirm(ui.text('remove.ask', { count: chosen.length }));
}

/** In date, with a key, and no newer one like it stays. */
function isNeededToLogIn(
  certificate: StoredCertificate,
  { certificates }: Here,
  chosen: readonly StoredCertificate[],
  now: Date,
): boolean {
  const works = (each: StoredCertificate) => each.hasPrivateKey && inDate(each, now);
  const loginId = bankSubjectOf(certificate)?.loginId;
  if (loginId === undefined || !works(certificate)) return false;
  return !certificates.some(
    (other) =>
      !chosen.includes(other) &&
      works(other) &&
      other.notBefore > certificate.notBefore &&
      bankSubjectOf(other)?.loginId === loginId &&
      other.authorityKeyId === certificate.authorityKeyId,
  );
}

interface Failure {
  readonly certificate: StoredCertificate;
  readonly error: CertToolError;
}

/** One after the other; what fails does not stop the next one, but for a cancellation. */
async function removeAll(deps: Deps, here: Here, chosen: readonly StoredCertificate[]): Promise<number> {
  const { ui, signal } = deps;
  const removed: StoredCertificate[] = [];
  const failures: Failure[] = [];
  for (const certificate of chosen) {
    signal.throwIfAborted();
    try {
      await removeOne(deps, here, certificate);
      removed.push(certificate);
      const { serialNumber } = certificate;
      ui.result(ui.text('remove.done', { name: nameOf(certificate), serialNumber }));
    } catch (thrown) {
      const error = toCertToolError(thrown);
      if (chosen.length === 1 || signal.aborted) throw error;
      failures.push({ certificate, error });
      ui.warn(ui.text('remove.failed', { name: nameOf(certificate) }));
      ui.warn(ui.text('error.line', { code: codeOf(error), message: deps.describe(error) }));
    }
  }
  const now = deps.now();
  return conclude(deps, {
    total: chosen.length,
    failed: failures.length,
    done: { removed: removed.map((each) => certificateJson(each, now)) },
    failures: failures.map((each) => failureJson(deps, each)),
  });
}

/** @throws CertToolError `certificate-in-use`, `busy`, and what the store throws */
async function removeOne(deps: Deps, { store }: Here, certificate: StoredCertificate): Promise<void> {
  const identity = await deps.knownIdentity();
  const loginId = bankSubjectOf(certificate)?.loginId;
  const isOfBank = identity && belongsToBank(certificate, identity);
  const lock = isOfBank && loginId !== undefined ? await deps.lock(identity.bankId, loginId) : undefined;
  try {
    const entry = requestNeeding(certificate, await deps.journal.all());
    if (entry) {
      const { serialNumber } = certificate;
      const command = completingCommand(deps, entry);
      throw new CertToolError('certificate-in-use', {
        params: { serialNumber, loginId: entry.loginId, command },
      });
    }
    await store.remove(certificate.thumbprint);
  } finally {
    await lock?.release();
  }
}

function failureJson(deps: Deps, { certificate, error }: Failure) {
  const { thumbprint } = certificate;
  const loginId = bankSubjectOf(certificate)?.loginId ?? null;
  return { loginId, thumbprint, error: deps.errorJson(error) };
}
