import { type FoundBank, findBank } from './control/client.ts';

/**
 * The practice bank that serves this data folder for everyone (`sandbox start`) and answers; undefined when none does.
 * Apart from the rest of the practice bank, which is slow to load and not needed to talk to one that runs already.
 * One that lives inside another command is not for others: it ends with that command.
 */
export async function findRunning(
  dir: string,
): Promise<Pick<FoundBank, 'bankUrl' | 'caFile' | 'ca' | 'bankId'> | undefined> {
  const found = await findBank(dir);
  if (!found?.shared) return undefined;
  const { bankUrl, caFile, ca, bankId } = found;
  return { bankUrl, caFile, ca, bankId };
}
