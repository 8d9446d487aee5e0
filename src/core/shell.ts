/** The shell that a person types into. */
export type Shell = 'posix' | 'powershell' | 'cmd';

/**
 * The shell at hand. On Windows PowerShell adds the user's own modules to PSModulePath, which cmd.exe leaves as the system
 * has it; Git Bash and the like set MSYSTEM.
 */
export function shellOf(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): Shell {
  if (platform !== 'win32' || env['MSYSTEM']) return 'posix';
  const ofUser = /[\\/](Documents|Users)[^;]*[\\/](Windows)?PowerShell[\\/]Modules/i;
  return ofUser.test(env['PSModulePath'] ?? '') ? 'powershell' : 'cmd';
}

/** Of words that need no quotes. */
const PLAIN: Readonly<Record<Shell, (word: string) => boolean>> = {
  posix: (word) => /^[\p{L}\p{N}_:./@%+=,-]+$/u.test(word),
  powershell: (word) => /^[\p{L}\p{N}_:.\\/+=-]+$/u.test(word),
  cmd: (word) => /^[\p{L}\p{N}_:.\\/@+-]+$/u.test(word),
};

/** A word as it is typed into the shell, in quotes where it needs them. */
export function quoted(word: string, shell: Shell): string {
  if (PLAIN[shell](word)) return word;
  if (shell === 'cmd') return `"${forWindowsProgram(word)}"`;
  // PowerShell takes typographic single quotes for quotes, too.
  if (shell === 'powershell') return `'${word.replace(/['‘’‚‛]/g, '$&$&')}'`;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** What sets a variable for the commands that follow. */
export function assignment(name: string, value: string, shell: Shell): string {
  if (shell === 'cmd') return `set "${name}=${value}"`;
  const text = quoted(` ${value}`, shell).replace(' ', '');
  return shell === 'powershell' ? `$env:${name} = ${text}` : `export ${name}=${text}`;
}

/** Quotes, and the backslashes in front of them, as Windows programs read their arguments. */
function forWindowsProgram(word: string): string {
  return word.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&');
}
