import type { ShownSetting } from '../../core/ports/config.ts';
import type { Deps } from '../deps.ts';
import { showCells } from '../show/columns.ts';
import { placeInWords, valueInWords } from './words.ts';

/** `cert-tool config show`: every setting as it holds, and where it comes from. */
export async function run(deps: Deps): Promise<number> {
  const { ui, config, settings } = deps;
  const shown = await config.shown();
  ui.document({ ok: true, sandbox: settings.sandbox, settings: shown });
  const titles = [ui.text('config.name'), ui.text('config.value'), ui.text('config.from')];
  showCells(deps, titles, shown.map(rowOf));
  if (settings.sandbox) ui.info(ui.text('config.sandbox'));
  return 0;

  function rowOf(setting: ShownSetting): string[] {
    const place = placeInWords(deps, setting);
    const from = setting.isLocked ? ui.text('config.locked', { place }) : place;
    return [setting.name, valueInWords(setting.value), from];
  }
}
