import type { BankChoice, Deps } from '../commands/deps.ts';
import { COMMANDS } from '../commands/index.ts';
import { type CommandSpec, needOf } from '../commands/spec.ts';
import { CertToolError } from '../core/error.ts';
import type { Language } from '../core/text.ts';

type Item = CommandSpec | 'language' | 'end';

export interface MenuOptions {
  /** Made anew for each language. */
  deps(language: Language): Promise<Deps>;
  /** Runs a command as if it had been typed, its errors shown. Returns the exit code. */
  run(argv: readonly string[]): Promise<number>;
}

/** The menu of a bare `cert-tool`, until the person ends it; after each act it comes back. */
export async function showMenu(first: Deps, options: MenuOptions): Promise<number> {
  let deps = first;
  /** Chosen here, and kept for the acts that follow. */
  let bank: BankChoice | undefined;
  let bankWords: readonly string[] = [];
  for (;;) {
    const { ui, signal } = deps;
    const item = await ui.prompts.choose(ui.text('menu.title'), itemsOf(deps));
    if (item === 'end') return 0;
    if (item === 'language') {
      deps = await options.deps(ui.language === 'ja' ? 'en' : 'ja');
      if (bank) deps = deps.withBank(bank);
      continue;
    }
    if (needOf(item, {}) !== 'nothing') {
      const chosen = await chooseBank(deps);
      if (!chosen) continue;
      // What was kept in the settings holds by itself.
      if (chosen !== deps) [bank, bankWords] = [bankOf(chosen), chosen.hints.bank];
      deps = chosen;
    }
    const exitCode = await options.run([item.name, ...bankWords, '--lang', ui.language]);
    // Cancelled from outside, not at a question.
    if (signal.aborted) return exitCode;
    ui.info('');
  }
}

function itemsOf({ ui }: Deps): { name: string; value: Item }[] {
  const commands = COMMANDS.flatMap((spec) =>
    spec.menu ? [{ name: spec.menu[ui.language], value: spec }] : [],
  );
  const others = (['language', 'end'] as const).map((value) => ({ name: ui.text(`menu.${value}`), value }));
  return [...commands, ...others];
}

/** Undefined when the person would rather not. */
async function chooseBank(deps: Deps): Promise<Deps | undefined> {
  const { withBankChosen } = await import('../commands/ask/bank.ts');
  try {
    return await withBankChosen(deps);
  } catch (error) {
    if (error instanceof CertToolError && error.errorName === 'cancelled' && !deps.signal.aborted)
      return undefined;
    throw error;
  }
}

function bankOf({ settings, hints }: Deps): BankChoice | undefined {
  if (settings.sandbox) return { sandbox: true };
  return settings.bank === undefined ? undefined : { bank: settings.bank, isKept: hints.bank.length === 0 };
}
