/** The practice bank (docs/practice-bank.md), as the program uses it. Heavy: load it by a dynamic import. */

export type { Handover, Holder } from './business/install.ts';
export type { NewCa } from './business/new-ca.ts';
export { demoCredentials } from './business/users.ts';
export { readUsersCsv } from './business/users-csv.ts';
export type { ClockState, SandboxUserInfo } from './control/acts.ts';
export { controlPracticeBank, type SandboxControl, type SandboxInfo } from './control-bank.ts';
export { type Fault, readFaults } from './http/faults.ts';
export type { ClockChange } from './place/clock.ts';
export { type PracticeBankIdentity, readClock, readClockOffset, readIdentity } from './place/identity.ts';
export type { AuditEntry } from './records/audit.ts';
export type { BankRules } from './records/rules.ts';
export { resetPracticeBank } from './reset.ts';
export { findRunning } from './running.ts';
export { type PracticeBankOptions, type RunningBank, startPracticeBank } from './start.ts';
