import type { Text } from '../../core/text.ts';
import { archiveMessages } from './archive.ts';
import { askMessages } from './ask.ts';
import { bankCheckMessages } from './bank-check.ts';
import { browserPolicyMessages } from './browser-policy.ts';
import { browserMessages } from './browsers.ts';
import { configMessages } from './config.ts';
import { doctorMessages } from './doctor.ts';
import { enrolledMessages } from './enrolled.ts';
import { generalMessages } from './general.ts';
import type { MessageKey } from './index.ts';
import { listMessages } from './list.ts';
import { logMessages } from './log.ts';
import { manyMessages } from './many.ts';
import { menuMessages } from './menu.ts';
import { openMessages } from './open.ts';
import { profilesMessages } from './profiles.ts';
import { remindMessages } from './remind.ts';
import { removeMessages } from './remove.ts';
import { renewMessages } from './renew.ts';
import { reportMessages } from './report.ts';
import { retireMessages } from './retire.ts';
import { revokeMessages } from './revoke.ts';
import { sandboxMessages } from './sandbox.ts';
import { sheetMessages } from './sheet.ts';
import { stepMessages } from './step.ts';
import { storeMessages } from './store.ts';
import { tableMessages } from './table.ts';
import { uninstallMessages } from './uninstall.ts';

type Messages = Readonly<Record<string, Text>>;

/**
 * In which table the keys that begin so stand. Functions, because the program runs a table's file when it is first used:
 * a command says little of all this, and making it all takes longer than the rest of a short command.
 */
const TABLES = new Map<string, () => Messages>([
  ['archive', () => archiveMessages],
  ['ask', () => askMessages],
  ['bank-check', () => bankCheckMessages],
  ['bank', () => generalMessages],
  ['browser-policy', () => browserPolicyMessages],
  ['browsers', () => browserMessages],
  ['column', () => tableMessages],
  ['config', () => configMessages],
  ['days-left', () => tableMessages],
  ['doctor', () => doctorMessages],
  ['enrolled', () => enrolledMessages],
  ['error', () => generalMessages],
  ['explain', () => generalMessages],
  ['forget', () => removeMessages],
  ['key', () => tableMessages],
  ['list', () => listMessages],
  ['log', () => logMessages],
  ['many', () => manyMessages],
  ['menu', () => menuMessages],
  ['open', () => openMessages],
  ['profiles', () => profilesMessages],
  ['reason', () => listMessages],
  ['remind', () => remindMessages],
  ['remove', () => removeMessages],
  ['renew', () => renewMessages],
  ['report', () => reportMessages],
  ['retire', () => retireMessages],
  ['revoke', () => revokeMessages],
  ['role', () => tableMessages],
  ['sandbox', () => sandboxMessages],
  ['sheet', () => sheetMessages],
  ['shortcut', () => remindMessages],
  ['state', () => tableMessages],
  ['step', () => stepMessages],
  ['store', () => storeMessages],
  ['undo', () => archiveMessages],
  ['uninstall', () => uninstallMessages],
  ['users', () => tableMessages],
  ['version', () => generalMessages],
  ['warning', () => generalMessages],
  ['window', () => generalMessages],
]);

/** One message of `messages` (index.ts), without the others. */
export function messageFor(key: MessageKey): Text {
  const message = TABLES.get(key.slice(0, key.indexOf('.')))?.()[key];
  if (!message) throw new Error(`no table for ${key}`);
  return message;
}
