import type { BankRules } from '../../sandbox/index.ts';
import type { Deps } from '../deps.ts';
import { showCells } from '../show/columns.ts';

const NAMES = [
  'masterRevocableBy',
  'expiredNeedsRevocation',
  'renewalDays',
  'validityDays',
  'revocationMinutes',
  'certificatesPerContract',
  'clientMinimum',
  'clientRecommended',
  'loginPage',
] as const satisfies (keyof BankRules)[];

/** `cert-tool sandbox rules [<name>=<value>…]`: shows or sets the practice bank's rules. */
export async function run(deps: Deps, changes: readonly string[]): Promise<number> {
  const { ui } = deps;
  const rules = await deps.practiceBank.rules(changes);
  ui.document({ ok: true, rules });
  const titles = (['rule', 'value', 'meaning'] as const).map((column) => ui.text(`sandbox.column.${column}`));
  const rows = NAMES.map((name) => [name, shown(rules[name]), ui.text(`sandbox.rule.${name}`)]);
  showCells(deps, titles, rows);
  return 0;
}

/** As it is typed. */
function shown(value: BankRules[keyof BankRules]): string {
  if (typeof value === 'object') return value.join(',') || 'none';
  return value === undefined ? '-' : String(value);
}
