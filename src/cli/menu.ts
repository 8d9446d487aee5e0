import type { BankChoice, Deps } from '../commands/deps.ts';
import { COMMANDS } from '../commands/index.ts';
import { type CommandSpec, needOf } from '../commands/spec.ts';
import { CertToolError } from '../core/error.ts';
import type { Language } from '../core/text.ts';
import { LeftQuestion } from '../ui/left-question.ts';
import { worksWithAll } from './needs.ts';

type Item = CommandSpec | 'language' | 'end';

/** How a command ended. */
export interface Ended {
  readonly exitCode: number;
  /** Cancelled by a signal, or where a question was left by a key: it ends the menu, too. */
  readonly isLeft: boolean;
}

export interface MenuOptions {
  /** Made anew for each language. */
  deps(language: Language): Promise<Deps>;
  /** Runs a command as if it had been typed, its errors shown. */
  run(argv: readonly string[]): Promise<Ended>;
}

/** The menu of a bare `cert-tool`, until the person ends it; after each act it comes back. */
export async function showMenu(first: Deps, options: MenuOptions): Promise<number> {
  let deps = first;
  /** Chosen here, and kept for the acts that follow. */
  let bank: BankChoice | undefined;
  let bankWords: readonly string[] = [];
  for (;;) {
    const { ui } = deps;
    const item = await ui.prompts.choose(ui.text('menu.title'), itemsOf(deps));
    if (item === 'end') return 0;
    if (item === 'language') {
      deps = await options.deps(ui.language === 'ja' ? 'en' : 'ja');
      if (bank) deps = deps.withBank(bank);
      await keepLanguage(deps);
      continue;
    }
    if (needOf(item, {}) !== 'nothing' && !worksWithAll(deps, item)) {
      const chosen = await chooseBank(deps);
      if (!chosen) continue;
      // What was kept in the settings holds by itself.
      if (chosen !== deps) [bank, bankWords] = [bankOf(chosen), chosen.hints.bank];
      deps = chosen;
    }
    const argument = item.menuAsks ? await ui.prompts.text(item.menuAsks[ui.language]) : '';
    const words = argument.trim() === '' ? [] : ['--', argument];
    const { exitCode, isLeft } = await options.run([
      ...item.name.split(' '),
      ...bankWords,
      '--lang',
      ui.language,
      ...words,
    ]);
    if (isLeft) return exitCode;
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

/** For the next runs; where it cannot be kept the menu has it all the same. */
async function keepLanguage({ ui, keepLanguage, describe }: Deps): Promise<void> {
  try {
    await keepLanguage(ui.language);
  } catch (error) {
    if (!(error instanceof CertToolError)) throw error;
    ui.detail(describe(error));
  }
}

/** Undefined when the person would rather not. */
async function chooseBank(deps: Deps): Promise<Deps | undefined> {
  const { withBankChosen } = await import('../commands/ask/bank.ts');
  try {
    return await withBankChosen(deps);
  } catch (error) {
    const isLeft = error instanceof LeftQuestion || deps.signal.aborted;
    if (!isLeft && error instanceof CertToolError && error.errorName === 'cancelled') return undefined;
    throw error;
  }
}

function bankOf({ settings, hints }: Deps): BankChoice | undefined {
  if (settings.sandbox) return { sandbox: true };
  return settings.bank === undefined ? undefined : { bank: settings.bank, isKept: hints.bank.length === 0 };
}
