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

const all = {
  ...browserMessages,
  ...generalMessages,
  ...askMessages,
  ...bankCheckMessages,
  ...stepMessages,
  ...configMessages,
  ...doctorMessages,
  ...enrolledMessages,
  ...tableMessages,
  ...listMessages,
  ...browserPolicyMessages,
  ...openMessages,
  ...logMessages,
  ...manyMessages,
  ...menuMessages,
  ...renewMessages,
  ...profilesMessages,
  ...removeMessages,
  ...archiveMessages,
  ...revokeMessages,
  ...retireMessages,
  ...sheetMessages,
  ...reportMessages,
  ...remindMessages,
  ...sandboxMessages,
  ...storeMessages,
  ...uninstallMessages,
};

export type MessageKey = keyof typeof all;

/** Everything that the program says, in both languages. Errors have their own place: core/catalogue. */
export const messages: Readonly<Record<MessageKey, Text>> = all;
