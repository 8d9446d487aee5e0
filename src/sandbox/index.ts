/** The practice bank (docs/practice-bank.md), as the program uses it. Heavy: load it by a dynamic import. */
import { type FoundBank, findBank } from './control/client.ts';

export type { ClockChange } from './clock.ts';
export type { SandboxUserInfo } from './control/acts.ts';
export { controlPracticeBank, type SandboxControl, type SandboxInfo } from './control/control.ts';
export { type Fault, readFaults } from './faults.ts';
export { type PracticeBankIdentity, readClock, readClockOffset, readIdentity } from './identity.ts';
export type { Handover, Holder } from './install.ts';
export type { AuditEntry } from './records/audit.ts';
export { resetPracticeBank } from './reset.ts';
export { type PracticeBankOptions, type RunningBank, startPracticeBank } from './start.ts';
export { demoCredentials } from './users.ts';
export { readUsersCsv } from './users-csv.ts';

/**
 * The practice bank that serves this data folder for everyone (`sandbox start`) and answers; undefined when none does.
 * One that lives inside another command is not for others: it ends with that command.
 */
export async function findRunning(
  dir: string,
): Promise<Pick<FoundBank, 'bankUrl' | 'caFile' | 'ca' | 'bankId'> | undefined> {
  const found = await findBank(dir);
  if (!found?.shared) return undefined;
  const { bankUrl, caFile, ca, bankId } = found;
  return { bankUrl, caFile, ca, bankId };
}
