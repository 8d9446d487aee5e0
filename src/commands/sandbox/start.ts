import { assignment } from '../../core/shell.ts';
import type { Deps } from '../deps.ts';
import type { StartOptions } from './spec.ts';

/** `cert-tool sandbox start`: serves the practice bank until it is told to end. */
export async function run(deps: Deps, _args: readonly string[], options: StartOptions): Promise<number> {
  const { ui, signal, hints } = deps;
  const bank = await deps.practiceBank.start({
    ...(options.port !== undefined && { port: options.port }),
    ...(options.portalPort !== undefined && { portalPort: options.portalPort }),
    ...((options.est || options.estPort !== undefined) && { estPort: options.estPort ?? 0 }),
    ...(options.fault && { faults: options.fault }),
  });
  try {
    const { bankUrl, portalUrl, estUrl, caFile } = bank;
    const est = estUrl === undefined ? {} : { estUrl };
    ui.document({ bankUrl, portalUrl, ...est, caFile, clock: bank.bankNow().toISOString() }, 'at-once');
    ui.result(ui.text('sandbox.started'));
    ui.result('');
    ui.result(ui.text('sandbox.environment'));
    for (const [name, value] of [
      ['CERT_TOOL_BANK', bankUrl],
      ['NODE_EXTRA_CA_CERTS', caFile],
    ] as const) {
      ui.result(`  ${assignment(name, value, hints.shell)}`, 'to-copy');
    }
    ui.result(ui.text('sandbox.or-option'));
    ui.result('');
    const pages: [string, string][] = [[ui.text('sandbox.field.portal'), portalUrl ?? '']];
    if (estUrl !== undefined) pages.push([ui.text('sandbox.field.est'), estUrl]);
    for (const line of ui.fields(pages)) ui.result(line);
    if (options.fault) ui.result(ui.text('sandbox.faults', { faults: options.fault.join(', ') }));
    await aborted(signal);
  } finally {
    await bank.close();
  }
  ui.info(ui.text('sandbox.ended'));
  return 0;
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
