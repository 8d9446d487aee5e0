import type { FoundConfigFile } from '../../core/ports/config.ts';
import type { Deps } from '../deps.ts';

/** `cert-tool config path`: both config files, and whether they are there. */
export async function run(deps: Deps): Promise<number> {
  const { ui, config, errorJson } = deps;
  const files = config.files();
  ui.document({
    ok: true,
    files: files.map(({ owner, path, isThere, whyUnused, fault }) => ({
      ...{ owner, path, exists: isThere, counts: isThere && !whyUnused && !fault },
      ...(fault && { error: errorJson(fault) }),
    })),
  });
  for (const line of ui.fields(
    files.map((file) => [ui.text(`config.owner.${file.owner}`), inWords(deps, file)]),
  )) {
    ui.result(line);
  }
  for (const { fault } of files) {
    if (fault) ui.warn({ code: fault.entry.code, name: fault.errorName, message: deps.describe(fault) });
  }
  return 0;
}

function inWords({ ui }: Deps, { path, isThere, whyUnused, fault }: FoundConfigFile): string {
  if (!isThere) return ui.text('config.not-there', { path });
  return whyUnused || fault ? ui.text('config.does-not-count', { path }) : path;
}
