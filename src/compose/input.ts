import type { Deps } from '../commands/deps.ts';
import { type ConfigFile, readBankUrl } from '../config/schema.ts';
import { CertToolError } from '../core/error.ts';
import { fill, type Language } from '../core/text.ts';
import { filesIn, readStdin, readStdinLine, readTextFile } from '../system/input.ts';
import { openLinesFile } from '../system/lines-file.ts';
import { outputFile } from '../system/output-file.ts';
import { printable } from '../ui/printable.ts';
import type { Base } from './base.ts';
import { changingConfig } from './config-lock.ts';
import { eventLogOf } from './event-log.ts';

type InputDeps = Pick<
  Deps,
  | 'readStdin'
  | 'readStdinLine'
  | 'readPrivateFile'
  | 'filesIn'
  | 'outputFile'
  | 'linesFile'
  | 'eventLog'
  | 'runOtpCommand'
  | 'runClockCommand'
  | 'runHook'
  | 'checkBankUrl'
  | 'keepBank'
  | 'keepLanguage'
>;

/** What people and their programs put in, and where results go besides. */
export function inputOf(base: Base): InputDeps {
  const { settings, env, signal, insistence, ui } = base;
  return {
    readStdin: (largestMib) => readStdin(undefined, { signal, ...(largestMib && { largestMib }) }),
    readStdinLine: () => readStdinLine(undefined, { signal }),
    readPrivateFile: (path, largestMib) => readTextFile(path, { signal, ...(largestMib && { largestMib }) }),
    filesIn: async (path) => filesIn(path),
    outputFile,
    linesFile: openLinesFile,
    eventLog: eventLogOf(env),
    async runOtpCommand(commandLine, loginId) {
      const { runOtpCommand } = await import('../system/otp-command.ts');
      const onStderr = (line: string) => ui.warn(printable(`--otp-command: ${line}`), 'of-others');
      return runOtpCommand(commandLine, { loginId, env, signal, onStderr });
    },
    async runClockCommand(commandLine, time) {
      const { runClockCommand } = await import('../system/clock-command.ts');
      await runClockCommand(commandLine, time, { env, signal });
    },
    async runHook(command, document) {
      const { runHook } = await import('../desktop/hook.ts');
      const onOutput = (line: string) => ui.detail(`${command[0]}: ${line}`);
      await runHook(command, document, { env, signal: insistence.signal, onOutput });
    },
    checkBankUrl: (url) => checkBankUrl(url, settings.language),
    async keepLanguage(lang) {
      await keep(base, { lang });
    },
    keepBank: (url) => keep(base, { bank: readBankUrl(url) }),
  };
}

/** Returns the file's path. */
function keep(base: Base, setting: Pick<ConfigFile, 'bank' | 'lang'>): Promise<string> {
  return changingConfig(base, async (file) => {
    const { keepSetting } = await import('../config/edit.ts');
    await keepSetting(file, setting);
    return file;
  });
}

function checkBankUrl(url: string, language: Language): true | string {
  try {
    readBankUrl(url);
    return true;
  } catch (error) {
    if (!(error instanceof CertToolError)) throw error;
    const { message } = error.entry;
    return printable(fill(message[language], error.details.params, language));
  }
}
