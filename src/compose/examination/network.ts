import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { CertToolError } from '../../core/error.ts';
import type { Bank } from '../../core/ports/bank.ts';
import { proxyName } from '../../core/proxy-address.ts';
import type { Answer, Probes, Shown } from '../../doctor/probes.ts';
import type { TrustedCas } from '../../net/trust.ts';
import { bankAt, connection } from '../bank.ts';
import type { Base } from '../base.ts';
import { checkExtraCaFile, extraCaFileFault, trustedCas } from '../ca-files.ts';
import { createProxies, exceptingNobody, type Way } from '../proxy.ts';
import { systemProxyOf } from '../system-proxy.ts';
import { once } from './once.ts';
import { LONGEST_VISIT_MS, visit } from './visit.ts';

/** How long one try may take: a help desk is on the phone. */
const LONGEST_TRY_MS = 5_000;
/** Between tries. A bank that asks for more patience has answered. */
const PATIENCE_MS = 1_500;

type NetworkProbes = Pick<
  Probes,
  'bankHost' | 'caFile' | 'hasNetwork' | 'way' | 'answer' | 'shown' | 'visit'
> & {
  /** For further questions without a login. */
  openBank(signal: AbortSignal): Promise<Bank>;
};

/** Where the bank of the run is, and whom to trust there. */
interface Target {
  readonly url: URL;
  /** Of the practice bank, which has a CA of its own. */
  readonly only?: string;
}

interface Look {
  readonly base: Base;
  target(): Promise<Target | undefined>;
  way(): Promise<Way>;
  cas(): Promise<TrustedCas | undefined>;
}

/**
 * The way to the bank, which is asked who it is and nothing else.
 * @param chains the banks' own CAs, as far as they are known, PEM
 */
export function networkProbes(base: Base, chains: () => Promise<readonly string[]>): NetworkProbes {
  const target = once(() => targetOf(base));
  const way = once(async () => {
    const { url, only } = await whereabouts(target);
    const direct: Way = {};
    return only === undefined ? proxiesOf(base).wayTo(url) : direct;
  });
  const cas = once(async () => {
    const only = (await target())?.only;
    return only === undefined ? trustedCas(base.settings.caFile, base) : { only };
  });
  const look = { base, target, way, cas };
  return {
    bankHost: async () => (await target())?.url.host,
    hasNetwork: () => Object.values(networkInterfaces()).some((each) => each?.some(isOfNetwork)),
    async caFile() {
      checkExtraCaFile(base.env);
      await trustedCas(base.settings.caFile, base);
      return extraCaFileFault(base);
    },
    async way() {
      const { proxy, script } = await way();
      return {
        ...(proxy && { proxy: { name: proxyName(proxy.address), place: proxy.place } }),
        ...(script !== undefined && { script }),
        exceptingNobody: exceptingNobody(base.env),
      };
    },
    answer: once(() => answerOf(look)),
    openBank: (signal) => opened(look, signal),
    async visit(page, certificate) {
      const url = new URL(page);
      const proxy = base.settings.sandbox ? undefined : (await proxiesOf(base).wayTo(url)).proxy;
      const signal = AbortSignal.any([base.signal, AbortSignal.timeout(LONGEST_VISIT_MS)]);
      // Without a bank the page can be visited all the same.
      const ca = await (base.settings.sandbox ? cas() : trustedCas(base.settings.caFile, base));
      return visit({ url, ca, proxy, signal }, certificate);
    },
    shown: once(() => shownBy(look, chains).catch(unlessCancelled)),
  };
}

/** What a system gives itself where nobody has given it an address (RFC 3927, RFC 4291 2.5.6) is none. */
function isOfNetwork({ internal, address }: NetworkInterfaceInfo): boolean {
  return !internal && !/^(?:169\.254\.|fe[89ab])/i.test(address);
}

/** Undefined for the practice bank that does not run: nothing is started here. @throws CertToolError `no-bank` */
async function targetOf({ settings, folders }: Base): Promise<Target | undefined> {
  if (!settings.sandbox) {
    if (settings.bank === undefined) throw new CertToolError('no-bank');
    return { url: new URL(settings.bank) };
  }
  const { findRunning } = await import('../../sandbox/running.ts');
  const running = await findRunning(join(folders.data, 'sandbox'));
  return running && { url: new URL(running.bankUrl), only: running.ca };
}

async function whereabouts(target: Look['target']): Promise<Target> {
  const found = await target();
  if (!found) throw new TypeError('the practice bank does not run');
  return found;
}

/** Nobody is asked for a proxy's password. */
function proxiesOf({ settings: { proxy }, env, signal, ui, folders }: Base) {
  const quiet = { ...ui, interactive: false };
  return createProxies({
    ...{ proxy, env, ofSystem: systemProxyOf(env, signal), ui: quiet },
    refusedDir: join(folders.data, 'refused'),
  });
}

/** @param signal ends what is under way */
async function opened({ base, target, way, cas }: Look, signal: AbortSignal): Promise<Bank> {
  const { url } = await whereabouts(target);
  const own = connection(base);
  return bankAt(base, {
    ...{ ...own, signal },
    baseUrl: url.href,
    ca: await cas(),
    proxy: (await way()).proxy,
    loginPage: base.settings.loginPage,
    timeoutMs: Math.min(own.timeoutMs, LONGEST_TRY_MS),
    patienceMs: PATIENCE_MS,
  });
}

async function answerOf(look: Look): Promise<Answer> {
  const bank = await opened(look, look.base.signal);
  try {
    return { status: await bank.status() };
  } catch (error) {
    if (!(error instanceof CertToolError) || error.isCancellation) throw error;
    return { error };
  } finally {
    await bank.close();
  }
}

async function shownBy(
  { base, target, way, cas }: Look,
  chains: () => Promise<readonly string[]>,
): Promise<Shown> {
  const { url, only } = await whereabouts(target);
  const { lookAtChain } = await import('../../net/shown-chain.ts');
  const signal = AbortSignal.any([base.signal, AbortSignal.timeout(LONGEST_TRY_MS)]);
  const shown = await lookAtChain({ url, ca: await cas(), proxy: (await way()).proxy, signal });
  const { certificates, root, isPublic, isTrusted, time } = shown;
  const known = new Set((await chains()).map(derOf));
  const isBanks = only !== undefined || certificates.some((der) => known.has(der.toString('base64')));
  return { root, isPublic, isBanks, isTrusted, ...(time && { time }) };
}

/** What PEM holds, without line breaks. */
function derOf(pem: string): string {
  return pem.replace(/-----[^-]+-----|\s/g, '');
}

/** For a second look: why there is no way, the answer itself tells. */
export function unlessCancelled(error: unknown): undefined {
  if (error instanceof CertToolError && error.isCancellation) throw error;
  return undefined;
}
