import type { SyncedFolder } from '../core/ports/files.ts';
import type { KeptStarts } from '../holdings/renewal-start.ts';

/** What a bank has said of a certificate. */
export interface SaidOfRenewal {
  readonly thumbprint: string;
  readonly renewableFrom: Date;
}

/** The store that the certificate is in. */
export interface StoreNow {
  /** As `StoreProbe` has it. */
  readonly identity: string;
  /** The thumbprints of all that is there. */
  readonly here: readonly string[];
}

/**
 * From when certificates can be renewed, as their banks have said. Nothing here throws: what cannot be read or written costs
 * no more than a fallback.
 */
export interface RenewalMemory {
  all(): Promise<KeptStarts>;
  /** Of one certificate. */
  of(thumbprint: string): Promise<KeptStarts>;
  /** Keeps it, and forgets what was kept of certificates that are gone from this store. */
  keep(said: SaidOfRenewal, store: StoreNow): Promise<void>;
  forget(thumbprint: string): Promise<void>;
}

const VERSION = 1;
const FILE = /^([0-9a-f]{40})\.json$/;

interface Kept {
  readonly renewableFrom: Date;
  /** The store's identity. */
  readonly store: string;
}

/**
 * A file a certificate, so that runs at the same time do not disturb each other.
 * @param place the folder's path @param tell what went wrong, for those who want to know
 */
export function createRenewalMemory(
  folder: SyncedFolder,
  place: string,
  tell: (what: string) => void,
): RenewalMemory {
  const tolerant = async <T>(name: string, otherwise: T, work: () => Promise<T>) => {
    try {
      return await work();
    } catch (error) {
      tell(`${place}/${name}: ${error instanceof Error ? error.message : String(error)}`);
      return otherwise;
    }
  };
  const factsOf = (name: string) => tolerant(name, undefined, async () => parse(await folder.read(name)));
  const contents = async () => {
    const kept = new Map<string, Kept>();
    for (const name of await folder.names()) {
      const [, thumbprint] = FILE.exec(name) ?? [];
      if (thumbprint === undefined) continue;
      const facts = await factsOf(name);
      if (facts) kept.set(thumbprint, facts);
    }
    return kept;
  };
  return {
    of: async (thumbprint) => {
      const facts = await factsOf(fileName(thumbprint));
      return new Map(facts ? [[thumbprint, facts.renewableFrom]] : []);
    },
    all: () =>
      tolerant('', new Map(), async () => {
        const kept = [...(await contents())];
        return new Map(kept.map(([thumbprint, { renewableFrom }]) => [thumbprint, renewableFrom]));
      }),
    keep: ({ thumbprint, renewableFrom }, { identity, here }) =>
      tolerant('', undefined, async () => {
        const own = await factsOf(fileName(thumbprint));
        if (own?.renewableFrom.getTime() !== renewableFrom.getTime()) {
          const facts = { version: VERSION, renewableFrom, store: identity };
          await folder.write(fileName(thumbprint), `${JSON.stringify(facts)}\n`);
        }
        const present = new Set(here);
        for (const name of await folder.names()) {
          const [, other] = FILE.exec(name) ?? [];
          if (other === undefined || present.has(other)) continue;
          // What is damaged tells of no store, and may be another's.
          if ((await factsOf(name))?.store === identity) await folder.remove(name);
        }
      }),
    forget: (thumbprint) => tolerant('', undefined, () => folder.remove(fileName(thumbprint))),
  };
}

function fileName(thumbprint: string): string {
  return `${thumbprint}.json`;
}

/** @throws for what is damaged, or of a later version */
function parse(text: string | undefined): Kept | undefined {
  if (text === undefined) return undefined;
  const { version, renewableFrom, store } = JSON.parse(text) as Record<string, unknown>;
  const moment = new Date(String(renewableFrom));
  if (version !== VERSION || Number.isNaN(moment.getTime())) throw new TypeError('not understood');
  return { renewableFrom: moment, store: String(store) };
}
