import { existsSync } from 'node:fs';
import { posix, win32 } from 'node:path';

/** Programs of the system by absolute path: the PATH may hold others of the same name. */
function system32(env: NodeJS.ProcessEnv, ...rest: string[]): string {
  return win32.join(env['SystemRoot'] ?? 'C:\\Windows', 'System32', ...rest);
}

/** Windows PowerShell 5.1, which is on every Windows. */
export function windowsPowerShell(env: NodeJS.ProcessEnv): string {
  return system32(env, 'WindowsPowerShell', 'v1.0', 'powershell.exe');
}

/** For Windows PowerShell: a PSModulePath of PowerShell 7's would make 5.1 load modules that it cannot run. */
export function powerShellEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => name.toUpperCase() !== 'PSMODULEPATH');
  return { ...Object.fromEntries(kept), POWERSHELL_TELEMETRY_OPTOUT: '1', POWERSHELL_UPDATECHECK: 'Off' };
}

/** Windows' own certutil; NSS has a program of the same name. */
export function windowsCertutil(env: NodeJS.ProcessEnv): string {
  return system32(env, 'certutil.exe');
}

export function windowsReg(env: NodeJS.ProcessEnv): string {
  return system32(env, 'reg.exe');
}

export function windowsTaskkill(env: NodeJS.ProcessEnv): string {
  return system32(env, 'taskkill.exe');
}

export function windowsTasklist(env: NodeJS.ProcessEnv): string {
  return system32(env, 'tasklist.exe');
}

export function windowsWhoami(env: NodeJS.ProcessEnv): string {
  return system32(env, 'whoami.exe');
}

export function windowsSchtasks(env: NodeJS.ProcessEnv): string {
  return system32(env, 'schtasks.exe');
}

/** The host of console windows. */
export function windowsConhost(env: NodeJS.ProcessEnv): string {
  return system32(env, 'conhost.exe');
}

export function windowsCmd(env: NodeJS.ProcessEnv): string {
  return system32(env, 'cmd.exe');
}

/** Where systems and their package managers put programs; never the PATH, which others may have changed. */
const PROGRAM_FOLDERS = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin', '/run/current-system/sw/bin'];

/** NSS's certutil and pk12util: only together are they NSS's. Undefined where they are not installed. */
export function nssPrograms(): { certutil: string; pk12util: string } | undefined {
  for (const folder of process.platform === 'win32' ? [] : PROGRAM_FOLDERS) {
    const found = { certutil: posix.join(folder, 'certutil'), pk12util: posix.join(folder, 'pk12util') };
    if (existsSync(found.certutil) && existsSync(found.pk12util)) return found;
  }
  return undefined;
}

/** The program that hands lines to syslog; undefined where there is none. */
export function syslogLogger(): string | undefined {
  return programOfSystem('logger');
}

/** A program where systems put it, by its name; undefined where there is none. */
export function programOfSystem(name: string): string | undefined {
  return [...PROGRAM_FOLDERS, '/bin']
    .map((folder) => posix.join(folder, name))
    .find((file) => existsSync(file));
}
