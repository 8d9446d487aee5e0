import { release } from 'node:os';
import type { Deps } from '../commands/deps.ts';
import { CertToolError, messageOf } from '../core/error.ts';
import type { Hints } from '../core/hints.ts';
import { printable } from '../ui/printable.ts';

export interface VersionOptions {
  readonly version: string;
  /** What a command would work with. */
  compose(): Promise<Deps>;
  /** The one of `compose` where that has worked. */
  ui(): Promise<Deps['ui']>;
  readonly hints: Hints;
}

/**
 * `--version` with `--json` or `--verbose`: besides the version, which without `--json` stands there already, Node, the
 * system and the certificate store that a command would use. What is wrong with settings or store is a warning.
 */
export async function tellVersion({ version, compose, ui: uiOf, hints }: VersionOptions): Promise<void> {
  const store = await storeOf(compose);
  const ui = await uiOf();
  const { platform, arch, versions } = process;
  const system = { platform, release: release(), arch };
  const failure = store instanceof CertToolError ? store : undefined;
  const kind = store instanceof CertToolError ? undefined : store.kind;
  if (failure) {
    const { code } = failure.entry;
    const message = printable(messageOf(failure, ui.language, hints));
    ui.warn({ code, name: failure.errorName, message });
  }
  ui.document({ ok: true, version, node: versions.node, system, store: kind ?? null });
  const rows: [string, string][] = [
    ['Node.js', versions.node],
    [ui.text('version.system'), Object.values(system).join(' ')],
    [ui.text('version.store'), kind ?? '-'],
  ];
  for (const line of ui.fields(rows)) ui.result(line);
}

async function storeOf(compose: VersionOptions['compose']) {
  try {
    return await (await compose()).store();
  } catch (error) {
    if (!(error instanceof CertToolError) || error.isCancellation) throw error;
    return error;
  }
}
