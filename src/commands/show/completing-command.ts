import type { BankIdentity } from '../../core/bank-identity.ts';
import { commandLine } from '../../core/hints.ts';
import type { Entry } from '../../enrollment/journal.ts';
import type { Deps } from '../deps.ts';

/** The command that completes an unfinished request. @param set the bank of this run, where it is known */
export function completingCommand(
  { hints, settings, practiceBank }: Deps,
  { kind, loginId, bankId }: Entry,
  set: BankIdentity | undefined,
): string {
  const ofPractice = settings.sandbox ? hints.bank : ['--sandbox'];
  const isOfRun = set?.bankId === bankId;
  const bank = bankId === practiceBank.bankId() ? ofPractice : isOfRun ? hints.bank : [];
  const caFile = isOfRun ? hints.caFile : [];
  return commandLine({ ...hints, bank, caFile }, [kind === 'renewal' ? 'renew' : 'issue', loginId]);
}
