import { run } from '../system/processes.ts';
import { windowsReg } from '../system/programs.ts';

/** What Windows' settings say of proxies. */
export interface WindowsProxy {
  /** `host:port` or an address; undefined where none is switched on for https. */
  readonly server?: string | undefined;
  /** Hosts that go around it, in the form of NO_PROXY. */
  readonly exceptions: string;
  /** Those without a dot go around it, too. */
  readonly exceptsLocal: boolean;
  /** A script (PAC) that chooses a proxy. */
  readonly script?: string | undefined;
}

const KEY = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
const TIMEOUT_MS = 10_000;
const LOCAL = '<local>';

/** The proxy that this user's Windows is set to; nothing where Windows does not tell. Never throws, but the reason of the signal. */
export async function windowsProxy(env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<WindowsProxy> {
  const listed = await run(windowsReg(env), ['query', KEY], { env, timeoutMs: TIMEOUT_MS, signal }).then(
    ({ stdout }) => stdout.toString('latin1'),
    () => {
      signal.throwIfAborted();
      return '';
    },
  );
  return proxyIn(listed);
}

/** @param listed what `reg query` prints of that key, the same in every language;  */
export function proxyIn(listed: string): WindowsProxy {
  const setting = (name: string) => new RegExp(`^ +${name} +REG_\\w+ +(\\S.*?)\\s*$`, 'im').exec(listed)?.[1];
  const isOn = Number(setting('ProxyEnable') ?? 0) === 1;
  const exceptions = (setting('ProxyOverride') ?? '').split(/[;\s]+/).filter((each) => each !== '');
  return {
    server: isOn ? serverIn(setting('ProxyServer') ?? '') : undefined,
    exceptions: exceptions
      .filter((each) => each.toLowerCase() !== LOCAL)
      .map(withoutScheme)
      .join(','),
    exceptsLocal: exceptions.some((each) => each.toLowerCase() === LOCAL),
    script: setting('AutoConfigURL'),
  };
}

/** One for all protocols, or one for each: `http=host:port;https=host:port`. */
function serverIn(text: string): string | undefined {
  const parts = text.split(/[;\s]+/).filter((part) => part !== '');
  const own = parts.find((part) => /^https=/i.test(part));
  const all = parts.find((part) => !part.includes('='));
  return own?.replace(/^https=/i, '') || all;
}

function withoutScheme(entry: string): string {
  return entry.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
}
