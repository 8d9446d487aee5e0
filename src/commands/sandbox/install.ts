import type { StoredCertificate } from '../../core/certificate.ts';
import { CertToolError } from '../../core/error.ts';
import { formatMoment } from '../../core/japan-time.ts';
import type { CertificateStore } from '../../core/ports/store.ts';
import { readCertificate } from '../../pki/certificate.ts';
import { trialSignature } from '../../pki/trial.ts';
import { belongsToBank, friendlyNameOf } from '../../pki/verify.ts';
import { putRight } from '../ask/login-id.ts';
import type { Deps } from '../deps.ts';
import { judged } from '../session/judged.ts';
import { certificateJson } from '../show/certificate-json.ts';
import { handoverId } from './handover.ts';

const KEY_SIZE = 2048;

/**
 * `cert-tool sandbox install <login-id>`: makes this PC the one that holds a demo user's certificate. Each step can be
 * repeated: interrupted, the same command goes on where it stopped.
 */
export async function run(given: Deps, [name = '']: readonly string[]): Promise<number> {
  const deps = given.withBank({ sandbox: true });
  const { ui } = deps;
  const loginId = putRight(deps, name);
  const store = await deps.store();
  await store.probe();
  const { bankId } = await deps.practiceBank.holder(loginId);
  const lock = await deps.lock(bankId, loginId);
  try {
    const { outcome, certificate } = await takeOver(deps, store, loginId);
    const shown = certificateJson(await judged(deps, certificate), deps.now());
    ui.document({ ok: true, outcome, certificate: shown });
    ui.result(ui.text(`sandbox.install.${outcome}`, { loginId }));
    const rows: [string, string][] = [
      [ui.text('sandbox.field.subject'), certificate.commonName],
      [ui.text('sandbox.field.expires'), formatMoment(certificate.notAfter, ui.language)],
    ];
    for (const line of ui.fields(rows)) ui.result(line);
    return 0;
  } finally {
    await lock.release();
  }
}

interface TakenOver {
  readonly outcome: 'installed' | 'already-here';
  readonly certificate: StoredCertificate;
}

async function takeOver(deps: Deps, store: CertificateStore, loginId: string): Promise<TakenOver> {
  const { serialNumber, ...bank } = await deps.practiceBank.holder(loginId);
  const id = handoverId(bank.bankId, loginId);
  const here = (await store.list()).find(
    (each) => each.serialNumber === serialNumber && belongsToBank(each, bank),
  );
  if (here && (await trialSignature(store, here))) {
    await store.discard(id);
    // A hidden one is no certificate to work with.
    if (here.archived) await store.archive?.(here.thumbprint, false);
    const certificate = (await store.find(here.thumbprint)) ?? here;
    return { outcome: here.archived ? 'installed' : 'already-here', certificate };
  }
  const { certificate: pem, chain: issuers } = await handOver(deps, store, id, loginId);
  const record = readCertificate(pem);
  const certificate = await store.install(id, pem, issuers, friendlyNameOf(record));
  if (!(await trialSignature(store, certificate))) throw new CertToolError('trial-signature-failed');
  await store.discard(id);
  return { outcome: 'installed', certificate };
}

/** A key left by a run that another `install` overtook was used before: then it goes, and a new one is made. */
async function handOver(deps: Deps, store: CertificateStore, id: string, loginId: string) {
  const wanted = { loginId, keySize: KEY_SIZE };
  const first = await deps.practiceBank.install(loginId, (await store.request(id, wanted)).csr);
  if (first) return first;
  await store.discard(id);
  const second = await deps.practiceBank.install(loginId, (await store.request(id, wanted)).csr);
  if (!second) throw new Error('a new key was used before');
  return second;
}
