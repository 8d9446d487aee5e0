/** The practice bank (docs/practice-bank.md), as the program uses it. Heavy: load it by a dynamic import. */
export type { ClockChange } from './clock.ts';
export type { SandboxUserInfo } from './control/acts.ts';
export { controlPracticeBank, type SandboxControl, type SandboxInfo } from './control/control.ts';
export { type Fault, readFaults } from './faults.ts';
export { type PracticeBankIdentity, readClock, readClockOffset, readIdentity } from './identity.ts';
export type { Handover, Holder } from './install.ts';
export type { NewCa } from './new-ca.ts';
export type { AuditEntry } from './records/audit.ts';
export { resetPracticeBank } from './reset.ts';
export { findRunning } from './running.ts';
export { type PracticeBankOptions, type RunningBank, startPracticeBank } from './start.ts';
export { demoCredentials } from './users.ts';
export { readUsersCsv } from './users-csv.ts';
