import { CertToolError } from '../core/error.ts';
import type { Seal } from './pending-keys.ts';
import type { PowerShell } from './powershell-session.ts';

/** What certutil cannot do and PowerShell can, where it is at hand. */
export interface PowerShellHelp {
  readonly seal: Seal;
  /** Removes a certificate and its key. @returns false when that cannot be done */
  remove(thumbprint: string): Promise<boolean>;
}

const NO_POWERSHELL: readonly string[] = ['program-missing', 'program-failed', 'powershell-restricted'];

/**
 * PowerShell, started when it is first needed; nothing fails for want of it but what only it can open.
 * @param program powershell.exe by its absolute path; undefined when there is none
 */
export function powerShellHelp(program: string | undefined, env: NodeJS.ProcessEnv): PowerShellHelp {
  let started: Promise<PowerShell> | undefined;
  const start = (path: string) => {
    started ??= import('./powershell-session.ts').then((it) => it.openPowerShell({ program: path, env }));
    return started;
  };
  const sealed = async (path: string): Promise<Seal> => {
    const { createDpapiSeal } = await import('./powershell-seal.ts');
    return createDpapiSeal(await start(path));
  };
  return {
    seal: {
      async seal(text) {
        if (program === undefined) return text;
        return (await sealed(program)).seal(text).catch((error) => withoutPowerShell(error, text));
      },
      async open(kept) {
        if (program === undefined)
          throw new CertToolError('program-missing', { params: { program: 'PowerShell' } });
        return (await sealed(program)).open(kept);
      },
    },
    async remove(thumbprint) {
      if (program === undefined) return false;
      const { removeIn } = await import('./powershell-certificates.ts');
      return removeIn(await start(program), thumbprint).then(
        () => true,
        () => false,
      );
    },
  };
}

function withoutPowerShell<T>(error: unknown, instead: T): T {
  if (error instanceof CertToolError && NO_POWERSHELL.includes(error.errorName)) return instead;
  throw error;
}
