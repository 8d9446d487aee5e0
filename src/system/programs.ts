import { win32 } from 'node:path';

/** Programs of the system by absolute path: the PATH may hold others of the same name. */
function system32(env: NodeJS.ProcessEnv, ...rest: string[]): string {
  return win32.join(env['SystemRoot'] ?? 'C:\\Windows', 'System32', ...rest);
}

/** Windows PowerShell 5.1, which is on every Windows. */
export function windowsPowerShell(env: NodeJS.ProcessEnv): string {
  return system32(env, 'WindowsPowerShell', 'v1.0', 'powershell.exe');
}

/** Windows' own certutil; NSS has a program of the same name. */
export function windowsCertutil(env: NodeJS.ProcessEnv): string {
  return system32(env, 'certutil.exe');
}

export function windowsTaskkill(env: NodeJS.ProcessEnv): string {
  return system32(env, 'taskkill.exe');
}

export function windowsTasklist(env: NodeJS.ProcessEnv): string {
  return system32(env, 'tasklist.exe');
}
