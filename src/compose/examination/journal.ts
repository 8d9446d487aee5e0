import type { Examination } from '../../commands/deps.ts';
import type { Entry, Journal } from '../../enrollment/journal.ts';

type Facts = Awaited<ReturnType<Examination['probes']['journal']>>;

/**
 * What was begun, and which keys belong to it.
 * @param ids of the keys that wait for their certificates; undefined where they cannot be seen
 * @param identity the present store's, where it can be seen
 */
export async function journalFacts(
  journal: Pick<Journal, 'contents'>,
  ids: readonly string[] | undefined,
  identity: () => Promise<string | undefined>,
): Promise<Facts> {
  const { entries, unreadable } = await journal.contents();
  const store = entries.some(needsKey) ? await identity() : undefined;
  const isKeyLost = (entry: Entry) =>
    ids !== undefined && needsKey(entry) && entry.store === store && !ids.includes(entry.id);
  const known = new Set(entries.map(({ id }) => id));
  return {
    unreadable,
    entries: entries.map((entry) => ({ ...entry, isKeyLost: isKeyLost(entry) })),
    orphans: (ids ?? []).filter((id) => !known.has(id)),
  };
}

/** Before a request was sent its key is made anew, and once the certificate is installed it is let go. */
function needsKey({ step }: Entry): boolean {
  return step === 'sent' || step === 'issued';
}
