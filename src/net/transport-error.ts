import { CertToolError } from '../core/error.ts';
import { proxyName } from '../core/proxy-address.ts';
import type { Text } from '../core/text.ts';
import { type HttpFailure, type Reason, secondsOf } from './failure.ts';
import type { NamedProxy } from './proxy-refusal.ts';

/** What the sentences need besides the failure itself. */
export interface Whereabouts {
  readonly host: string;
  /** Where the bank's users log in with a browser, as it is set, or as the bank has said. */
  readonly loginPage?: string | undefined;
}

/** The other side's refusal, which who speaks its protocol translates. */
export type Refused = Extract<Reason, { kind: 'status' }>;

/** A request that no usable answer came to, as the error that people see; undefined where the other side says no. */
export function transportError(
  failure: HttpFailure,
  { host, loginPage }: Whereabouts,
): CertToolError | undefined {
  const { reason } = failure;
  if (reason.kind === 'status') return undefined;
  if (reason.kind === 'network') {
    const seconds = secondsOf(reason.waitedMs);
    return new CertToolError(reason.name, {
      params: {
        ...{ host: hostWords(host, reason.through), seconds, detail: reason.detail },
        loginPage: loginPageWords(loginPage),
      },
      cause: failure,
    });
  }
  if (reason.kind === 'proxy') {
    const { proxy, why } = reason;
    return new CertToolError(why.name, { params: { host, proxy, detail: why.detail }, cause: failure });
  }
  const name = reason.isPage ? 'other-answer' : 'bad-answer';
  return new CertToolError(name, { params: { host, detail: reason.detail }, cause: failure });
}

/** Behind a proxy it may be the proxy that failed, or that answered in the bank's place. */
export function hostWords(host: string, proxy: NamedProxy | undefined): string | Text {
  if (!proxy) return host;
  const name = proxyName(proxy.address);
  return {
    ja: `${host}(プロキシ ${name}、${proxy.place.ja} を経由)`,
    en: `${host} (through the proxy ${name}, ${proxy.place.en})`,
  };
}

/** The host of the bank's login page in brackets, behind its name; empty where it is not known. */
function loginPageWords(loginPage: string | undefined): string | Text {
  if (loginPage === undefined || !URL.canParse(loginPage)) return '';
  const { host } = new URL(loginPage);
  return { ja: `(${host})`, en: ` (${host})` };
}
