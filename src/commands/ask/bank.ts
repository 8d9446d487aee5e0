import { CertToolError, codeOf } from '../../core/error.ts';
import type { Deps } from '../deps.ts';

/**
 * The run with a bank: as it is when one is set; otherwise, on a terminal, with the one that the person chooses.
 * @throws CertToolError `no-bank` where nothing can be asked, `cancelled`
 */
export async function withBankChosen(deps: Deps): Promise<Deps> {
  const { settings, ui } = deps;
  if (settings.sandbox || settings.bank !== undefined) return deps;
  if (!ui.interactive) throw new CertToolError('no-bank');
  ui.info(ui.text('bank.none'));
  const choice = await ui.prompts.choose(ui.text('bank.choose'), [
    { name: ui.text('bank.choose.enter'), value: 'enter' },
    { name: ui.text('bank.choose.sandbox'), value: 'sandbox' },
    { name: ui.text('ask.cancel'), value: 'cancel' },
  ]);
  if (choice === 'cancel') throw new CertToolError('cancelled');
  return choice === 'sandbox' ? deps.withBank({ sandbox: true }) : enterBank(deps);
}

/** Asks until a bank answers at the address; an address that was never reached is not kept. */
async function enterBank(deps: Deps): Promise<Deps> {
  const { ui } = deps;
  for (;;) {
    const typed = await ui.prompts.text(ui.text('bank.ask.url'), {
      validate: (answer) =>
        answer.trim() === '' ? ui.text('bank.ask.empty') : deps.checkBankUrl(answer.trim()),
    });
    const bank = typed.trim();
    const chosen = deps.withBank({ bank });
    if (!(await answers(chosen))) continue;
    if (await ui.prompts.confirm(ui.text('bank.ask.keep'), { default: true })) {
      ui.info(ui.text('bank.kept', { file: await deps.keepBank(bank) }));
      return deps.withBank({ bank, isKept: true });
    }
    return chosen;
  }
}

/** Whether a bank tells its status there; why not is shown. */
async function answers(deps: Deps): Promise<boolean> {
  const { ui, signal } = deps;
  const progress = ui.progress(ui.text('step.connect'));
  try {
    const bank = await deps.openBank();
    await bank.status().finally(() => bank.close());
    return true;
  } catch (error) {
    if (!(error instanceof CertToolError) || signal.aborted) throw error;
    progress.stop();
    const code = codeOf(error);
    ui.say(ui.text('error.line', { code, message: deps.describe(error) }));
    ui.say(ui.text('error.more', { code }));
    return false;
  } finally {
    progress.stop();
  }
}
