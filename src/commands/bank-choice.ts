import { CertToolError } from '../core/error.ts';
import type { Deps } from './deps.ts';

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
    { name: ui.text('bank.choose.cancel'), value: 'cancel' },
  ]);
  if (choice === 'cancel') throw new CertToolError('cancelled');
  return choice === 'sandbox' ? deps.withBank({ sandbox: true }) : enterBank(deps);
}

async function enterBank(deps: Deps): Promise<Deps> {
  const { ui } = deps;
  const typed = await ui.prompts.text(ui.text('bank.ask.url'), {
    validate: (answer) => deps.checkBankUrl(answer.trim()),
  });
  const chosen = deps.withBank({ bank: typed.trim() });
  if (await ui.prompts.confirm(ui.text('bank.ask.keep'), { default: true })) {
    ui.info(ui.text('bank.kept', { file: await deps.keepBank(typed.trim()) }));
  }
  return chosen;
}
