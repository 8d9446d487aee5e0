import { join } from 'node:path';
import type { BankOptions } from '../bank/client.ts';
import type { Deps } from '../commands/deps.ts';
import { joinedIdentity } from '../core/bank-identity.ts';
import type { ErrorName } from '../core/catalogue/index.ts';
import { corrected } from '../core/clock-difference.ts';
import { CertToolError } from '../core/error.ts';
import type { Bank } from '../core/ports/bank.ts';
import { readClockOffset, readIdentity } from '../sandbox/place/identity.ts';
import { monotonicMs, systemClock, wait } from '../system/clock.ts';
import { syncedFolder } from '../system/synced-folder.ts';
import { knownBanks as banksKept } from './banks.ts';
import { type Base, hash } from './base.ts';
import { trustedCas } from './ca-files.ts';
import { knownClient } from './client.ts';
import { knownClock, NO_CLOCK } from './clock.ts';
import { practiceBankPort } from './practice-bank.ts';
import type { Way } from './proxy.ts';

type BankDeps = Pick<
  Deps,
  | 'now'
  | 'tokenTime'
  | 'clock'
  | 'client'
  | 'practiceBank'
  | 'openBank'
  | 'openHttp'
  | 'knownIdentity'
  | 'keepIdentity'
  | 'knownBanks'
>;

/** The bank of this run, and what is known of it without asking it. */
export function bankOf(base: Base): BankDeps {
  const { settings, folders, ui } = base;
  const sandboxDir = join(folders.data, 'sandbox');
  const banksDir = join(folders.data, 'banks');
  const banks = banksKept(syncedFolder(banksDir), banksDir, hash);
  const knownBanks = async () => [readIdentity(sandboxDir) ?? [], await banks.all()].flat();
  const { client, watched } = knownClient(base.version, (text) =>
    ui.detail(ui.text('step.no-version', { text })),
  );
  const openHttp = () => httpOf(base);
  const practiceBank = practiceBankPort(sandboxDir, (line) => ui.detail(line));
  if (settings.sandbox) {
    return {
      now: () => new Date(systemClock().getTime() + readClockOffset(sandboxDir)),
      // Its date moves, and its tokens do not.
      tokenTime: systemClock,
      clock: NO_CLOCK,
      client,
      practiceBank,
      openBank: async () => watched(loggedIn(base, await practiceBank.connect(connection(base)))),
      openHttp,
      knownIdentity: async () => readIdentity(sandboxDir),
      keepIdentity: async (identity) => joinedIdentity(readIdentity(sandboxDir), identity),
      knownBanks,
    };
  }
  const address = settings.protocol === 'est' ? `est ${settings.bank}` : (settings.bank ?? '');
  const clock = knownClock(syncedFolder(join(folders.data, 'clock')), systemClock);
  return {
    now: systemClock,
    tokenTime() {
      const difference = clock.measured();
      return difference ? corrected(systemClock(), difference) : systemClock();
    },
    clock,
    client,
    practiceBank,
    openBank: async () => watched(clock.watched(loggedIn(base, await openBank(base)))),
    openHttp,
    knownIdentity: () => banks.at(address),
    keepIdentity: (identity) => banks.keep(address, identity),
    knownBanks,
  };
}

/** The log is told whom a run logs in for. */
function loggedIn({ log }: Base, bank: Bank): Bank {
  return {
    ...bank,
    logIn(loginId, password) {
      log.about({ loginId });
      return bank.logIn(loginId, password);
    },
  };
}

/** What a connection to any bank takes from the settings. */
export function connection({ settings, ui, signal, version, log }: Base) {
  return {
    version,
    device: settings.deviceLabel,
    timeoutMs: settings.timeoutMs,
    language: settings.language,
    signal,
    elapsed: monotonicMs,
    wait,
    requestId: log.requestId,
    log: (event: object) => ui.detail(JSON.stringify(event), { event: 'request', ...event }),
  };
}

async function openBank(base: Base): Promise<Bank> {
  const { bank: baseUrl, caFile, loginPage } = base.settings;
  if (baseUrl === undefined) throw new CertToolError('no-bank');
  const ca = await trustedCas(caFile, base);
  const { proxy, ...unused } = await (await base.proxies()).wayTo(new URL(baseUrl));
  const bank = await bankAt(base, { ...connection(base), baseUrl, ca, proxy, loginPage });
  return tellingOfUnused(bank, unusedWords(unused, base), base);
}

/** The server alone, for requests as they are. @throws CertToolError `no-bank`, `invalid-bank-url` */
async function httpOf(base: Base): ReturnType<Deps['openHttp']> {
  const { bank, caFile, timeoutMs } = base.settings;
  if (bank === undefined) throw new CertToolError('no-bank');
  const { readBaseUrl } = await import('../bank/base-url.ts');
  const { openHttp } = await import('../net/http.ts');
  const baseUrl = readBaseUrl(bank);
  const ca = await trustedCas(caFile, base);
  const { proxy } = await (await base.proxies()).wayTo(baseUrl);
  return { http: openHttp({ baseUrl, ca, proxy, timeoutMs, elapsed: monotonicMs }), baseUrl };
}

/** A bank of the protocol that is set. */
export async function bankAt({ settings, ui }: Base, options: BankOptions): Promise<Bank> {
  if (settings.protocol !== 'est') return (await import('../bank/client.ts')).createBank(options);
  const { createEstBank } = await import('../est/client.ts');
  const { estUser: user, estPassword: password } = settings;
  const login = { ...(user !== undefined && { user }), ...(password !== undefined && { password }) };
  const hide = (text: string) => ui.hide(text);
  return createEstBank({ ...options, address: options.baseUrl, login, hide, now: systemClock });
}

function unusedWords({ script, unusedVariable: variable }: Way, { ui }: Base): string | undefined {
  if (script !== undefined) return ui.text('step.proxy-script', { script });
  return variable === undefined ? undefined : ui.text('step.proxy-variable', { variable });
}

/** A bank that cannot be reached: what names a proxy and is not used may have known the way. */
function tellingOfUnused(bank: Bank, words: string | undefined, { ui }: Base): Bank {
  if (words === undefined) return bank;
  let isTold = false;
  const telling =
    <A extends unknown[], T>(call: (...given: A) => Promise<T>) =>
    (...given: A) =>
      call(...given).catch((error: unknown) => {
        if (!isTold && error instanceof CertToolError && WITHOUT_WAY.includes(error.errorName)) {
          isTold = true;
          ui.warn(words);
        }
        throw error;
      });
  const [status, caChain, logIn] = [telling(bank.status), telling(bank.caChain), telling(bank.logIn)];
  return { ...bank, status, caChain, logIn };
}

/** What a PC without a way out meets. */
const WITHOUT_WAY: readonly ErrorName[] = [
  'unknown-host',
  'connection-refused',
  'timeout',
  'connection-lost',
  'tls-failed',
  'bank-unreachable',
];
