import type { Deps } from '../deps.ts';
import { refuseCached } from '../session/lasting-program.ts';
import type { ShortcutOptions } from './spec.ts';

/** `cert-tool shortcut`: an entry of the start menu that opens the menu in a terminal. Returns the exit code. */
export async function run(deps: Deps, _args: readonly string[], options: ShortcutOptions): Promise<number> {
  const { ui, self } = deps;
  const startMenu = await deps.startMenu();
  if (options.remove) {
    const removed = await startMenu.remove();
    ui.document({ ok: true, removed: removed ?? null });
    ui.result(
      removed === undefined ? ui.text('shortcut.none') : ui.text('shortcut.removed', { path: removed }),
    );
    return 0;
  }
  refuseCached(deps, 'shortcut');
  const path = await startMenu.install(self.line([]));
  ui.document({ ok: true, path });
  ui.result(ui.style('good', ui.text('shortcut.made', { path })));
  return 0;
}
