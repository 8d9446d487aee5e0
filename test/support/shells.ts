import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { CompletedShell } from '../../src/commands/completion/spec.ts';
import { anyPowerShell } from './pwsh.ts';
import { tempFolder } from './temp-folder.ts';

const run = promisify(execFile);

/** The shells' programs; undefined where one is not installed. */
export const SHELL_PROGRAMS: Readonly<Record<CompletedShell, string | undefined>> = {
  bash: onPath('bash'),
  zsh: onPath('zsh'),
  fish: onPath('fish'),
  powershell: anyPowerShell,
};

/** A program on the PATH; undefined where it is not installed, and on Windows, where such shells see other paths. */
export function onPath(program: string): string | undefined {
  if (process.platform === 'win32') return undefined;
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path));
}

/** What is to run follows. */
export const POWERSHELL_ARGS = ['-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-Command'];

const END = '-- end of line --';

/**
 * What a shell offers at the end of each line, by the shell's own completion and where it is strict, without options' values in front of it.
 * @param script the file of the completion script, which is sourced twice
 * @param folder the working folder; what is in its folder `bin` is on the PATH
 */
export async function offered(
  shell: CompletedShell,
  script: string,
  lines: readonly string[],
  folder: string,
): Promise<string[][]> {
  const output = await DRIVERS[shell](script, lines, folder);
  const perLine = output.replaceAll('\r', '').split(`${END}\n`).slice(0, lines.length);
  return perLine.map((text) =>
    [
      ...new Set(
        text
          .split('\n')
          .map((each) =>
            each
              .replace(/\t.*/, '')
              .replace(/^--[a-z-]+=/, '')
              .trim(),
          )
          .filter((each) => each !== ''),
      ),
    ].sort(),
  );
}

type Driver = (script: string, lines: readonly string[], folder: string) => Promise<string>;

const DRIVERS: Readonly<Record<CompletedShell, Driver>> = {
  async bash(script, lines, folder) {
    const cases = lines.map((line) => {
      const words = asBashBreaks(line);
      return `COMP_WORDS=(${words.map(quoted).join(' ')}); COMP_CWORD=${words.length - 1}; _cert_tool; printf '%s\\n' "\${COMPREPLY[@]-}"; echo '${END}'`;
    });
    const text = ['set -u', `source ${quoted(script)}`, `source ${quoted(script)}`, ...cases].join('\n');
    return inShell('bash', ['--norc', '--noprofile', '-c', text], folder);
  },

  async fish(script, lines, folder) {
    const cases = lines.map((line) => `complete -C ${quoted(line)}; echo '${END}'`);
    const text = [`source ${quoted(script)}`, `source ${quoted(script)}`, ...cases].join('\n');
    return inShell('fish', ['--no-config', '-c', text], folder);
  },

  async powershell(script, lines, folder) {
    const cases = lines.map(
      (line) =>
        `try { $l = '${line}'; (TabExpansion2 -inputScript $l -cursorColumn $l.Length).CompletionMatches | ForEach-Object { $_.CompletionText -replace '(^|=)\\.[\\\\/]', '$1' } } catch { }; '${END}'`,
    );
    const text = ['Set-StrictMode -Version Latest', `. '${script}'`, `. '${script}'`, ...cases].join('\n');
    return inShell('powershell', [...POWERSHELL_ARGS, text], folder);
  },

  async zsh(script, lines, folder) {
    const work = tempFolder();
    const [driver, inner, out] = ['driver', 'inner', 'out'].map((name) => join(work, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(out, '');
    writeFileSync(inner, zshInner(script, out));
    writeFileSync(driver, zshDriver(inner, lines));
    await inShell('zsh', ['-f', driver], folder);
    const { stdout } = await run('cat', [out]);
    return stdout;
  },
};

/** In the zsh that completes: all that is offered goes to a file. */
function zshInner(script: string, out: string): string {
  return `PROMPT= LISTMAX=100000
unsetopt beep auto_list
autoload -Uz compinit
compinit -u -D
source ${quoted(script)}
source ${quoted(script)}
compadd() {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then
    builtin compadd "$@"
    return
  fi
  local -a hits
  builtin compadd -A hits "$@"
  print -rl -- $hits >>${quoted(out)}
  builtin compadd "$@"
}
end_of_line() { print -r -- '${END}' >>${quoted(out)}; BUFFER= }
zle -N end_of_line
bindkey '^X^E' end_of_line
bindkey '^I' complete-word
# What is typed before is not for the line editor.
zle-line-init() { print rea''dy }
zle -N zle-line-init
`;
}

/** Types the lines into it. */
function zshDriver(inner: string, lines: readonly string[]): string {
  return `zmodload zsh/zpty
zpty z 'TERM=dumb zsh -f -i'
zpty -w z ${quoted(`source '${inner}'`)}
zpty -r z seen '*ready*'
${lines.map((line) => `zpty -w -n z ${quoted(line)}$'\\t\\x18\\x05'`).join('\n')}
zpty -w z "print do''ne"
zpty -r z seen '*done*'
`;
}

/** Runs a shell, which must say nothing on stderr. */
export async function inShell(shell: CompletedShell, args: readonly string[], cwd: string): Promise<string> {
  const program = SHELL_PROGRAMS[shell];
  if (program === undefined) throw new Error(`${shell} is not installed`);
  const path = [join(cwd, 'bin'), process.env['PATH']].join(delimiter);
  const env = {
    ...process.env,
    PATH: path,
    HOME: cwd,
    XDG_CONFIG_HOME: cwd,
    XDG_DATA_HOME: cwd,
    LC_ALL: 'C.UTF-8',
  };
  const { stdout, stderr } = await run(program, [...args], { cwd, env, timeout: 60_000 });
  if (stderr !== '') throw new Error(`${shell}: ${stderr}`);
  return stdout;
}

/** As bash breaks a line into words: at "=", too. */
function asBashBreaks(line: string): string[] {
  return line
    .split(' ')
    .flatMap((word) => (word === '' ? [''] : word.split(/(=)/).filter((part) => part !== '')));
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
