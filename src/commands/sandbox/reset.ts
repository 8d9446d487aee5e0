import { CertToolError } from '../../core/error.ts';
import { belongsToBank } from '../../pki/verify.ts';
import type { Deps } from '../deps.ts';

/**
 * `cert-tool sandbox reset`: removes the practice bank's data, the certificates that it issued to this PC and its
 * unfinished issues. Asks first.
 */
export async function run(deps: Deps): Promise<number> {
  const { ui } = deps;
  if (!deps.settings.yes) {
    if (!ui.interactive) throw new CertToolError('missing-confirmation');
    if (!(await ui.prompts.confirm(ui.text('sandbox.reset.ask')))) throw new CertToolError('cancelled');
  }
  const identity = await deps.practiceBank.reset();
  if (!identity) {
    ui.document({ ok: true, removed: [] });
    ui.result(ui.text('sandbox.reset.nothing'));
    return 0;
  }
  const store = await deps.store();
  const removed = (await store.list()).filter((certificate) => belongsToBank(certificate, identity.chain));
  for (const { thumbprint } of removed) await store.remove(thumbprint);
  for (const entry of await deps.journal.all()) {
    if (entry.bankId !== identity.bankId) continue;
    await store.discard(entry.id);
    await deps.journal.clear(entry);
  }
  ui.document({ ok: true, removed: removed.map(({ thumbprint }) => thumbprint) });
  ui.result(ui.text('sandbox.reset.done'));
  ui.result(ui.text('sandbox.reset.removed', { count: removed.length }));
  return 0;
}
