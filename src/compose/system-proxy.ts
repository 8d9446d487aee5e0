import type { WindowsProxy } from '../desktop/windows-proxy.ts';

/** Where the system itself has proxy settings: how they are asked for. */
export function systemProxyOf(
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): (() => Promise<WindowsProxy>) | undefined {
  if (process.platform !== 'win32') return undefined;
  return async () => {
    const { windowsProxy } = await import('../desktop/windows-proxy.ts');
    return windowsProxy(env, signal);
  };
}
