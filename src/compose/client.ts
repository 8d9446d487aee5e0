import type { Deps } from '../commands/deps.ts';
import type { Bank, ClientVersions } from '../core/ports/bank.ts';
import { newerVersion, readVersion } from '../core/version.ts';

/** What banks have told in this run of versions of cert-tool; nothing is asked of them for it. */
export interface KnownClient {
  readonly client: Deps['client'];
  /** The same bank; each time it tells, it is heard. */
  watched(bank: Bank): Bank;
}

/** @param version of this cert-tool @param onNoVersion told once of each text that is named as a version and is none */
export function knownClient(version: string | undefined, onNoVersion: (text: string) => void): KnownClient {
  const told = new Set<string>();
  let newest = version;
  const hear = ({ minimum, recommended }: ClientVersions) => {
    for (const named of [minimum, recommended]) {
      if (named === undefined) continue;
      if (!readVersion(named) && !told.has(named)) onNoVersion(named);
      told.add(named);
      if (newest !== undefined) newest = newerVersion(newest, named) ?? newest;
    }
  };
  return {
    client: { version, recommended: () => (newest === version ? undefined : newest) },
    watched: (bank) => ({
      ...bank,
      async status() {
        const status = await bank.status();
        hear(status.client ?? {});
        return status;
      },
    }),
  };
}
