import type { Deps } from '../deps.ts';
import { changeJson } from './change.ts';
import { placeInWords, valueInWords } from './words.ts';

/** `cert-tool config unset <name>` */
export async function run(deps: Deps, [name = '']: readonly string[]): Promise<number> {
  const { ui, config } = deps;
  const change = await config.unset(name);
  ui.document(changeJson(name, change));
  ui.result(ui.text(change.isChanged ? 'config.unset' : 'config.was-not-set', { name, file: change.file }));
  const { holds } = change;
  if (holds?.value !== undefined) {
    ui.info(ui.text('config.holds', { value: valueInWords(holds.value), place: placeInWords(deps, holds) }));
  }
  return 0;
}
