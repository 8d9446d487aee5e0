import type { Deps } from '../commands/deps.ts';
import type { Language } from '../core/text.ts';

const ITEMS = ['issue', 'renew', 'list', 'revoke', 'language', 'end'] as const;
type Item = (typeof ITEMS)[number];

export interface MenuOptions {
  /** Made anew for each language. */
  deps(language: Language): Promise<Deps>;
  /** Runs a command as if it had been typed, its errors shown. Returns the exit code. */
  run(argv: readonly string[]): Promise<number>;
}

/** The menu of a bare `cert-tool`, until the person ends it; after each act it comes back. */
export async function showMenu(first: Deps, options: MenuOptions): Promise<number> {
  let { ui, signal } = first;
  for (;;) {
    const choices = ITEMS.map((item) => ({ name: ui.text(`menu.${item}`), value: item }));
    const item: Item = await ui.prompts.choose(ui.text('menu.title'), choices);
    if (item === 'end') return 0;
    if (item === 'language') {
      ({ ui, signal } = await options.deps(ui.language === 'ja' ? 'en' : 'ja'));
      continue;
    }
    const exitCode = await options.run([item, '--lang', ui.language]);
    // Cancelled from outside, not at a question.
    if (signal.aborted) return exitCode;
    ui.info('');
  }
}
