import type { Deps } from '../deps.ts';
import { changeJson, warnOfOthers } from './change.ts';
import { valueInWords } from './words.ts';

/** `cert-tool config set <name> <value...>` */
export async function run(deps: Deps, [name = '', ...words]: readonly string[]): Promise<number> {
  const { ui, config } = deps;
  const change = await config.set(name, words);
  ui.document(changeJson(name, change));
  ui.result(ui.text('config.set', { name, value: valueInWords(change.value), file: change.file }));
  warnOfOthers(deps, name, change);
  return 0;
}
