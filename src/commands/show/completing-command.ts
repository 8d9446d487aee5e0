import type { Entry } from '../../enrollment/journal.ts';
import type { Deps } from '../deps.ts';

/** The command that completes an unfinished request. */
export function completingCommand(deps: Deps, { kind, loginId, bankId }: Entry): string {
  const verb = kind === 'renewal' ? 'renew' : 'issue';
  return `cert-tool ${verb} ${loginId}${bankId === deps.practiceBank.bankId() ? ' --sandbox' : ''}`;
}
