import type { Settings } from '../config/settings.ts';
import { CertToolError } from '../core/error.ts';
import type { Ui } from '../core/ports/ui.ts';
import { type ProxyAddress, proxyName, type ReadProxy, readProxyAddress } from '../core/proxy-address.ts';
import type { Text } from '../core/text.ts';
import type { WindowsProxy } from '../desktop/windows-proxy.ts';
import { createProxyRefusals } from '../enrollment/refused-proxies.ts';
import { isExcepted, isLoopback, namingNobody, type Target } from '../net/no-proxy.ts';
import { type AskForProxy, type EarlierRefusals, ProxyLogin } from '../net/proxy-login.ts';
import type { NamedProxy } from '../net/proxy-refusal.ts';
import type { ForwardProxy } from '../net/tunnel.ts';
import { systemClock } from '../system/clock.ts';
import { syncedFolder } from '../system/synced-folder.ts';
import type { MessageKey } from '../ui/messages/index.ts';

export const PROXY_PASSWORD = 'CERT_TOOL_PROXY_PASSWORD';

interface ProxiesOptions {
  readonly proxy: Settings['proxy'];
  readonly env: NodeJS.ProcessEnv;
  /** What the system's settings say; asked for where nothing else says anything. */
  readonly ofSystem?: (() => Promise<WindowsProxy>) | undefined;
  readonly ui: Ui<MessageKey>;
  /** The folder in which is kept what proxies refused. */
  readonly refusedDir: string;
  /** What was refused on an earlier run is sent all the same. */
  readonly isLastTry?: boolean;
}

/** How a bank is reached. */
export interface Way {
  /** Undefined: directly. */
  readonly proxy?: ForwardProxy;
  /** A script of Windows' settings that would choose a proxy, and is not run. */
  readonly script?: string | undefined;
  /** A variable that other programs take a proxy from, and cert-tool does not. */
  readonly unusedVariable?: string | undefined;
}

/** The proxies of a run: one login each, whichever banks and connections it is for. */
export interface Proxies {
  /** @throws CertToolError `invalid-option` for a variable that holds no address */
  wayTo(bank: URL): Promise<Way>;
}

export function createProxies(options: ProxiesOptions): Proxies {
  const logins = new Map<string, ProxyLogin>();
  return {
    async wayTo(bank) {
      const { named, ...unused } = await namedFor(bank, options);
      if (!named) return unused;
      const key = JSON.stringify(named.address);
      const login = logins.get(key) ?? loginFor(named, options);
      logins.set(key, login);
      const told = { proxy: proxyName(named.address), place: named.place };
      options.ui.detail(options.ui.text('step.proxy', told), { event: 'proxy', ...told });
      return { proxy: { ...named, login } };
    },
  };
}

interface Named extends Omit<Way, 'proxy'> {
  readonly named?: NamedProxy | undefined;
}

/** Option or config, environment, Windows: the first that says anything, for or against. Never for this PC itself. */
async function namedFor(bank: URL, { proxy, env, ofSystem }: ProxiesOptions): Promise<Named> {
  const target = targetOf(bank);
  if (isLoopback(target.host)) return {};
  if (proxy) return { named: proxy.address && { address: proxy.address, place: both(proxy.place) } };
  if (exceptedBy(bank, env) !== undefined) return {};
  const variable = VARIABLES.find((name) => env[name]);
  if (variable !== undefined) {
    const place = both(asItIsSet(variable, env));
    return { named: { address: addressOf(readProxyAddress(env[variable] ?? ''), place), place } };
  }
  const unused = OTHER_VARIABLES.find((name) => env[name]);
  return {
    ...(unused !== undefined && { unusedVariable: asItIsSet(unused, env) }),
    ...(ofSystem && byWindows(await ofSystem(), target)),
  };
}

function targetOf(bank: URL): Target {
  return { host: bank.hostname, port: Number(bank.port || 443) };
}

/** What stands in the variable that would keep banks from the proxy, and keeps none. */
export function exceptingNobody(env: NodeJS.ProcessEnv): { variable: string; entry: string }[] {
  const variable = EXCEPTING.find((name) => env[name]);
  if (variable === undefined) return [];
  const shown = asItIsSet(variable, env);
  return namingNobody(env[variable] ?? '').map((entry) => ({ variable: shown, entry }));
}

/** The variable that keeps a bank from the proxy of HTTPS_PROXY, and from Windows'; undefined where none does. */
export function exceptedBy(bank: URL, env: NodeJS.ProcessEnv): string | undefined {
  const variable = EXCEPTING.find((name) => env[name]);
  const isOutside = variable !== undefined && isExcepted(env[variable] ?? '', targetOf(bank));
  return isOutside ? asItIsSet(variable, env) : undefined;
}

function byWindows({ server, exceptions, exceptsLocal, script }: WindowsProxy, target: Target): Named {
  if (server === undefined) return script === undefined ? {} : { script };
  if (isExcepted(exceptions, target) || (exceptsLocal && !target.host.includes('.'))) return {};
  return { named: { address: addressOf(readProxyAddress(server), WINDOWS), place: WINDOWS } };
}

const EXCEPTING = ['no_proxy', 'NO_PROXY'];
const VARIABLES = ['https_proxy', 'HTTPS_PROXY'];
/** Often for something else: SOCKS, or pages without TLS. */
const OTHER_VARIABLES = ['all_proxy', 'ALL_PROXY', 'http_proxy', 'HTTP_PROXY'];

/** Windows finds a variable whatever its capitals. */
function asItIsSet(variable: string, env: NodeJS.ProcessEnv): string {
  const names = Object.keys(env).filter((name) => name.toLowerCase() === variable.toLowerCase());
  return names.includes(variable) ? variable : (names[0] ?? variable);
}

const WINDOWS: Text = { ja: 'Windows のプロキシ設定', en: "Windows' proxy settings" };

function both(place: string): Text {
  return { ja: place, en: place };
}

function addressOf(read: ReadProxy, place: Text): ProxyAddress {
  if ('address' in read) return read.address;
  const { ja, en } = read.fault;
  throw new CertToolError('invalid-option', {
    params: { detail: { ja: `${place.ja}: ${ja}`, en: `${place.en}: ${en}` } },
  });
}

/** With the password of the address (PCs have it in HTTPS_PROXY), or of our own variable. */
function loginFor(named: NamedProxy, options: ProxiesOptions): ProxyLogin {
  const { env, ui } = options;
  const { address, place } = named;
  const own = env[PROXY_PASSWORD] || undefined;
  const password = address.password ?? own;
  const source = address.password === undefined ? both(PROXY_PASSWORD) : place;
  if (password !== undefined) hide(ui, address.userName ?? '', password);
  return new ProxyLogin(named, {
    given: password === undefined ? undefined : { password, source },
    ask: ui.interactive ? asker(ui, env) : undefined,
    earlier: earlierRefusals(address, options),
  });
}

/** Where nothing can be kept, a proxy is used all the same. */
function earlierRefusals(
  address: ProxyAddress,
  { refusedDir, isLastTry = false }: ProxiesOptions,
): EarlierRefusals {
  const kept = createProxyRefusals(syncedFolder(refusedDir), proxyName(address), systemClock);
  return {
    waitsUntil: async (login) =>
      isLastTry ? undefined : await kept.waitsUntil(login).catch(() => undefined),
    noteRefused: (login) => kept.noteRefused(login).catch(() => {}),
    noteTaken: (login) => kept.noteTaken(login).catch(() => {}),
  };
}

/** As it is, and as it travels. */
function hide(ui: ProxiesOptions['ui'], userName: string, password: string): void {
  ui.hide(password);
  ui.hide(Buffer.from(`${userName}:${password}`).toString('base64'));
}

function asker(ui: ProxiesOptions['ui'], env: NodeJS.ProcessEnv): AskForProxy {
  return async ({ address }, { userName: known, failed }) => {
    const proxy = proxyName(address);
    const userName =
      known !== undefined && !failed
        ? known
        : await ui.prompts.text(ui.text(failed ? 'ask.proxy-user-again' : 'ask.proxy-user', { proxy }), {
            ...(known !== undefined && { default: known }),
            validate: (typed) => /^[^:\p{Cc}]+$/u.test(typed) || ui.text('ask.proxy-user.invalid'),
          });
    const given = failed ? undefined : env[PROXY_PASSWORD] || undefined;
    const password = given ?? (await ui.prompts.secret(ui.text('ask.proxy-password', { proxy, userName })));
    hide(ui, userName, password);
    return { userName, password };
  };
}
