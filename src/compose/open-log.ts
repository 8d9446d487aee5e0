import { release } from 'node:os';
import { join } from 'node:path';
import type { Deps } from '../commands/deps.ts';
import { pick } from '../config/layers.ts';
import type { Settings } from '../config/settings.ts';
import { messageOf } from '../core/error.ts';
import type { Hints } from '../core/hints.ts';
import { PRACTICE_BANK } from '../core/logged-runs.ts';
import { systemClock } from '../system/clock.ts';
import { openLogFile } from '../system/log-file.ts';
import type { AppFolders } from '../system/paths.ts';
import { printable } from '../ui/printable.ts';
import type { Redactor } from '../ui/redaction.ts';
import type { ComposeOptions } from './base.ts';
import { type OwnRunLog, openRunLog } from './run-log.ts';

export function logFolderIn({ data }: AppFolders): string {
  return join(data, 'log');
}

/** The log of a run, before anything of it is known. */
export function openLog(
  { invoked, version, onLog }: ComposeOptions,
  folders: AppFolders,
  { redact }: Redactor,
): OwnRunLog {
  const { name: command, kept = 'never', options, loginId } = invoked ?? {};
  const system = `${process.platform} ${release()} ${process.arch}`;
  const log = openRunLog({
    ...{ folder: logFolderIn(folders), kept, redact },
    start: { version, command, options, loginId, system, node: process.versions.node },
  });
  onLog?.(log);
  return log;
}

/** Whether option or variable say that there is to be none. */
export function isUnwanted({ given, env }: ComposeOptions): boolean {
  return pick({ options: given, env, user: {}, machine: {} }, 'log') !== undefined;
}

/** Its first line. @throws CertToolError `unwritable-log` for the file of `--log-file` */
export function beginLog(log: OwnRunLog, settings: Settings): void {
  const { bank, profile, sandbox, store, language, logFile } = settings;
  if (!settings.log) log.keepNothing();
  if (logFile !== undefined) log.alsoTo(openLogFile(logFile, systemClock));
  log.begin({ bank: sandbox ? PRACTICE_BANK : bank, profile, store, language });
}

/** A log that cannot be written is one warning, and nothing else. */
export function tellOfFailure(log: OwnRunLog, ui: Deps['ui'], { language }: Settings, hints: Hints): void {
  log.onFailure((failure) => {
    const message = printable(messageOf(failure, language, hints));
    ui.warn({ code: failure.entry.code, name: failure.errorName, message });
  });
}
