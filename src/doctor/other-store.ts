import type { LastInstalled } from './last-installed.ts';
import type { Probes } from './probes.ts';

/** One in a store of another kind than the one that is looked at. */
export async function inOtherStore(
  probes: Pick<Probes, 'lastInstalled' | 'store'>,
): Promise<LastInstalled | undefined> {
  const installed = await probes.lastInstalled();
  if (installed?.store === undefined) return undefined;
  return installed.store === (await probes.store()).kind ? undefined : installed;
}
