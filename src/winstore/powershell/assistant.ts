import { signalOfWork } from '../../system/ending.ts';
import type { PowerShellAssistant } from '../shared/powershell-assistant.ts';
import { DPAPI_MARK } from '../shared/seal.ts';
import { MY_STORE, WindowsError, windowsFailure } from '../windows/errors.ts';
import type { PowerShell } from './session.ts';

/**
 * What PowerShell does for another store, started when it is first needed. Nothing fails for want of it but the opening
 * of what it sealed.
 * @param program powershell.exe by its absolute path
 */
export function powerShellAssistant(program: string, env: NodeJS.ProcessEnv): PowerShellAssistant {
  let started: Promise<PowerShell> | undefined;
  const start = () => {
    started ??= import('./session.ts').then((it) => it.openPowerShell({ program, env }));
    return started;
  };
  const sealed = async () => {
    const { createDpapiSeal } = await import('./seal.ts');
    return createDpapiSeal(await start());
  };
  return {
    seal: {
      mark: DPAPI_MARK,
      async seal(text) {
        try {
          return await (await sealed()).seal(text);
        } catch {
          // Not for want of time: what is to end writes no key.
          signalOfWork()?.throwIfAborted();
          return text;
        }
      },
      open: async (kept) => (await sealed()).open(kept).catch(asFailure),
    },
    async remove(thumbprint) {
      const { removeIn } = await import('./certificates.ts');
      return removeIn(await start(), thumbprint).then(
        () => true,
        () => false,
      );
    },
  };
}

/** Windows' refusal as an error that people can meet. */
function asFailure(error: unknown): never {
  throw error instanceof WindowsError ? windowsFailure(error, MY_STORE) : error;
}
