import type { Deps } from '../commands/deps.ts';
import { type CommandSpec, type Need, type ParsedOptions, takesEveryBank } from '../commands/spec.ts';

/**
 * What the command has declared that it needs, and no more: a bank is there, which a person may have to choose; without
 * a declared login nobody can log in for it.
 * @throws CertToolError as `withBankChosen`
 */
export async function provided(
  deps: Deps,
  need: Need,
  spec: Pick<CommandSpec, 'everyBank'> = {},
  typed: ParsedOptions = {},
): Promise<Deps> {
  if (need === 'nothing') return withoutLogin(deps);
  if (worksWithAll(deps, spec, typed)) return deps;
  const { withBankChosen } = await import('../commands/ask/bank.ts');
  const chosen = await withBankChosen(deps);
  return need === 'bank' ? withoutLogin(chosen) : chosen;
}

/** It takes the banks that are configured, whichever they are: nobody has to choose one. */
export function worksWithAll(
  { settings }: Deps,
  spec: Pick<CommandSpec, 'everyBank'>,
  typed: ParsedOptions = {},
): boolean {
  return takesEveryBank(spec, typed) && settings.banks.length > 0;
}

function withoutLogin(deps: Deps): Deps {
  return {
    ...deps,
    async openBank() {
      const bank = await deps.openBank();
      return { ...bank, logIn: () => Promise.reject(new TypeError('this command has declared no login')) };
    },
  };
}
