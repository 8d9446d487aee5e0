import type { Deps } from '../deps.ts';

/** `cert-tool sandbox new-ca`: the practice bank's CA changes to its next generation, as a real bank's does. */
export async function run(deps: Deps): Promise<number> {
  const { ui } = deps;
  const { name, authorityKeyId } = await deps.practiceBank.newCa();
  ui.document({ ok: true, name, authorityKeyId });
  ui.result(ui.text('sandbox.new-ca.done'));
  const rows: [string, string][] = [
    [ui.text('sandbox.field.unit'), name],
    [ui.text('sandbox.field.authority-key-id'), authorityKeyId],
  ];
  for (const line of ui.fields(rows)) ui.result(line);
  return 0;
}
