import type { Check } from '../check.ts';
import { browserChecks } from './browsers.ts';
import { certificateChecks } from './certificates.ts';
import { folderChecks } from './folders.ts';
import { inspectionChecks, networkChecks } from './network.ts';
import { programChecks } from './program.ts';
import { reminderChecks } from './reminder.ts';
import { requestChecks } from './requests.ts';
import { storeChecks } from './store.ts';
import { versionChecks } from './versions.ts';

/** Every check, in causal order: what comes first may be the cause of what comes later. */
export const CHECKS: readonly Check[] = [
  ...programChecks,
  ...folderChecks,
  ...networkChecks,
  ...versionChecks,
  ...storeChecks,
  ...requestChecks,
  ...certificateChecks,
  ...browserChecks,
  ...reminderChecks,
  ...inspectionChecks,
];
