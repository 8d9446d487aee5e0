import type { StoredCertificate } from '../core/certificate.ts';
import type { CertificateStore } from '../core/ports/store.ts';
import { keptAnswer } from './kept-answer.ts';

/** So long the store that was found usable counts as usable: then its disk may have filled up. */
const PROBE_COUNTS_MS = 10_000;

/**
 * A store whose list is read once for all users of a run, and then kept in step with what the run itself changes: reading
 * thousands of certificates for each of thousands of users would take longer than all else. `find` and `listAnew` look anew.
 * @param elapsed milliseconds on a clock that nobody sets
 */
export function rememberedStore(store: CertificateStore, elapsed: () => number): CertificateStore {
  const probed = keptAnswer(() => store.probe(), PROBE_COUNTS_MS, elapsed);
  const { all, readAnew, seen } = rememberedList(store);
  const changing = async <T>(thumbprint: string, change: () => Promise<T>): Promise<T> => {
    try {
      return await change();
    } finally {
      await seen(thumbprint);
    }
  };
  const { archive, repair } = store;
  return {
    ...store,
    probe: async () => (await probed()).answer,
    list: all,
    listAnew() {
      readAnew();
      return all();
    },
    async install(...given) {
      try {
        const installed = await store.install(...given);
        await seen(installed.thumbprint, async () => installed);
        return installed;
      } catch (error) {
        readAnew();
        throw error;
      }
    },
    remove: (thumbprint) => changing(thumbprint, () => store.remove(thumbprint)),
    ...(archive && { archive: (thumbprint, on) => changing(thumbprint, () => archive(thumbprint, on)) }),
    ...(repair && {
      async repair(...given) {
        try {
          return await repair(...given);
        } finally {
          readAnew();
        }
      },
    }),
  };
}

/** What the store holds, by thumbprints. */
function rememberedList(store: CertificateStore) {
  let listed: Promise<Map<string, StoredCertificate>> | undefined;
  /** The next question is answered by the store. */
  const readAnew = () => {
    listed = undefined;
  };
  return {
    readAnew,
    async all(): Promise<StoredCertificate[]> {
      if (!listed) {
        listed = store.list().then((found) => new Map(found.map((each) => [each.thumbprint, each])));
        listed.catch(readAnew);
      }
      return [...(await listed).values()];
    },
    /** After a change, also one that failed half-way. What cannot be seen changes nothing about how it went. */
    async seen(thumbprint: string, look = () => store.find(thumbprint)): Promise<void> {
      if (!listed) return;
      try {
        const [known, found] = await Promise.all([listed, look()]);
        if (found) known.set(thumbprint, found);
        else known.delete(thumbprint);
      } catch {
        readAnew();
      }
    },
  };
}
