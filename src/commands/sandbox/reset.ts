import type { BankIdentity } from '../../core/bank-identity.ts';
import { CertToolError } from '../../core/error.ts';
import type { DamagedCertificate } from '../../core/ports/store.ts';
import { belongsToBank } from '../../pki/verify.ts';
import type { Deps } from '../deps.ts';
import { removeFromPc } from '../session/removal.ts';
import { showDamaged } from '../show/warnings.ts';
import { isHandoverOf } from './handover.ts';

/**
 * `cert-tool sandbox reset`: removes the practice bank's data, the certificates that it issued to this PC and its
 * unfinished issues. Asks first.
 */
export async function run(given: Deps): Promise<number> {
  const deps = given.withBank({ sandbox: true });
  const { ui } = deps;
  if (!deps.settings.yes) {
    if (!ui.interactive) throw new CertToolError('missing-confirmation');
    if (!(await ui.prompts.confirm(ui.text('sandbox.reset.ask')))) {
      ui.document({ ok: true, removed: [] });
      ui.result(ui.text('sandbox.reset.kept'));
      return 0;
    }
  }
  let removed: string[] = [];
  let damaged: readonly DamagedCertificate[] = [];
  // Before the bank's own data: it says what is the bank's, so an interrupted removal can be repeated.
  const identity = await deps.practiceBank.reset(async (bank) => {
    removed = await removeFromThisPc(deps, bank);
    // Whose they are cannot be known, so they stay.
    damaged = (await (await deps.store()).damaged?.()) ?? [];
  });
  ui.document({
    ok: true,
    removed,
    ...(damaged.length > 0 && {
      damaged: damaged.map(({ thumbprint, location }) => ({ thumbprint, location })),
    }),
  });
  if (identity) {
    ui.result(ui.text('sandbox.reset.done'));
    ui.result(ui.text('sandbox.reset.removed', { count: removed.length }));
  } else {
    ui.result(ui.text('sandbox.reset.nothing'));
  }
  showDamaged(deps, damaged);
  return 0;
}

/** Certificates, pending keys, journal entries and refusals of this bank; the thumbprints of the certificates. */
async function removeFromThisPc(deps: Deps, identity: BankIdentity): Promise<string[]> {
  const store = await deps.store();
  const certificates = (await store.list()).filter((each) => belongsToBank(each, identity));
  for (const certificate of certificates) await removeFromPc(deps, store, certificate);
  for (const { id } of await store.pending()) {
    if (isHandoverOf(identity.bankId, id)) await store.discard(id);
  }
  for (const entry of await deps.journal.all()) {
    if (entry.bankId !== identity.bankId) continue;
    await store.discard(entry.id);
    await deps.journal.clear(entry);
  }
  await deps.refusals.forgetBank(identity.bankId);
  await deps.loginIds.forget(identity.bankId);
  await deps.retirement.forget(identity.bankId);
  return certificates.map(({ thumbprint }) => thumbprint);
}
