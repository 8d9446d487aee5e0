import { existsSync } from 'node:fs';
import { win32 } from 'node:path';
import { notSetUp } from '../../core/not-set-up.ts';
import type { StartLine, StartMenu } from '../../core/ports/scheduler.ts';
import { assignment, quoted } from '../../core/shell.ts';
import { asciiJson, type Text } from '../../core/text.ts';
import { removeSynced } from '../../system/files.ts';
import { run } from '../../system/processes.ts';
import { endFailure, startFailure } from '../../system/program-failure.ts';
import { powerShellEnvironment, windowsCmd, windowsPowerShell } from '../../system/programs.ts';
import type { StartMenuPlace } from './place.ts';

const TIMEOUT_MS = 30_000;

/** What a .lnk file holds. */
export interface Link {
  readonly file: string;
  readonly target: string;
  readonly args: string;
  readonly description: string;
}

/** In the language of Windows PowerShell 5.1. A .lnk is a binary file, which Windows itself writes. */
export const LINK_SCRIPT = `$ErrorActionPreference = 'Stop'
foreach ($line in $input) {
  $link = ConvertFrom-Json $line
  $made = (New-Object -ComObject WScript.Shell).CreateShortcut($link.file)
  $made.TargetPath = $link.target
  $made.Arguments = $link.args
  $made.Description = $link.description
  $made.WorkingDirectory = '%USERPROFILE%'
  $made.Save()
}`;

/** The start menu of this user. Untested on Windows itself until the project's Windows job has run. */
export function windowsMenu({ env, home, name, signal }: StartMenuPlace): StartMenu {
  const roaming = env['APPDATA'] || win32.join(home, 'AppData', 'Roaming');
  const programs = win32.join(roaming, 'Microsoft', 'Windows', 'Start Menu', 'Programs');
  const file = win32.join(programs, `${name}.lnk`);
  return {
    async install(line) {
      const ownEnv = powerShellEnvironment(env);
      const args = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', LINK_SCRIPT];
      const stdin = `${asciiJson(linkOf(file, line, env))}\n`;
      const ended = await run(windowsPowerShell(env), args, {
        ...{ env: ownEnv, signal, stdin, timeoutMs: TIMEOUT_MS },
      }).catch((error: NodeJS.ErrnoException) => {
        signal.throwIfAborted();
        throw failed(startFailure(error), error);
      });
      const failure = endFailure(ended, TIMEOUT_MS);
      if (failure) throw failed(failure, new Error(ended.stderr.toString('utf8')));
      return file;
    },
    find: async () => (existsSync(file) ? file : undefined),
    async remove() {
      if (!existsSync(file)) return undefined;
      await removeSynced(file).catch((error: NodeJS.ErrnoException) => {
        throw notSetUp(
          'shortcut',
          { ja: `${file}: ${error.code}`, en: `${file}: ${error.code}` },
          { cause: error },
        );
      });
      return file;
    },
  };
}

/** cmd.exe keeps the window of a program that failed, so that the error can be read. */
export function linkOf(file: string, line: StartLine, env: NodeJS.ProcessEnv): Link {
  const set = Object.entries(line.variables).map(([name, value]) => `${assignment(name, value, 'cmd')}&& `);
  const words = set.join('') + [line.program, ...line.args].map((each) => quoted(each, 'cmd')).join(' ');
  return {
    file,
    target: windowsCmd(env),
    args: `/d /v:off /s /c "${words} || pause"`,
    description: 'クライアント証明書 / client certificates',
  };
}

function failed({ ja, en }: Text, cause: unknown): Error {
  return notSetUp('shortcut', { ja: `PowerShell: ${ja}`, en: `PowerShell: ${en}` }, { cause });
}
