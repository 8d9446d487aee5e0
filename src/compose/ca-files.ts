import { type Stats, statSync } from 'node:fs';
import { CertToolError } from '../core/error.ts';
import type { TrustedCas } from '../net/trust.ts';
import { NoCaFile, readCaFile } from '../pki/ca-file.ts';
import { readGivenFile } from '../system/input.ts';
import type { Base } from './base.ts';

const VARIABLE = 'NODE_EXTRA_CA_CERTS';

/**
 * Whom to trust beside the usual roots: those of `--ca-file` and of NODE_EXTRA_CA_CERTS, of which Node takes PEM alone.
 * @throws CertToolError `unreadable-file`, which names `caFile`
 */
export async function trustedCas(
  caFile: string | undefined,
  { env, signal }: Pick<Base, 'env' | 'signal'>,
): Promise<TrustedCas | undefined> {
  const extra = caFile === undefined ? [] : await casIn(caFile, signal);
  const ofNode = env[VARIABLE];
  // Node warns of one that it cannot read, and goes on.
  if (ofNode) extra.push(...(await casIn(ofNode, signal).catch(unlessUnreadable)));
  return extra.length === 0 ? undefined : { extra };
}

async function casIn(file: string, signal: AbortSignal): Promise<string[]> {
  const { bytes } = await readGivenFile(file, { signal });
  try {
    return readCaFile(bytes);
  } catch (error) {
    if (!(error instanceof NoCaFile)) throw error;
    throw new CertToolError('unreadable-file', { params: { file, detail: error.detail }, cause: error });
  }
}

/** Why the file of NODE_EXTRA_CA_CERTS counts for nothing; undefined where it counts, or is not set. */
export async function extraCaFileFault({
  env,
  signal,
}: Pick<Base, 'env' | 'signal'>): Promise<CertToolError | undefined> {
  const file = env[VARIABLE];
  if (!file) return undefined;
  try {
    await casIn(file, signal);
    return undefined;
  } catch (error) {
    if (error instanceof CertToolError && error.errorName === 'unreadable-file') return error;
    throw error;
  }
}

function unlessUnreadable(error: unknown): string[] {
  if (error instanceof CertToolError && error.errorName === 'unreadable-file') return [];
  throw error;
}

/**
 * Node reads the file of NODE_EXTRA_CA_CERTS itself, where no signal ends the wait for a pipe, or for a device that
 * never ends.
 * @throws CertToolError `unreadable-file`
 */
export function checkExtraCaFile(env: NodeJS.ProcessEnv): void {
  const file = env[VARIABLE];
  if (!file || file === '/dev/null') return;
  const stats = statsOf(file);
  if (!stats || stats.isFile() || stats.isDirectory()) return;
  const detail = {
    ja: `${VARIABLE}: 通常のファイルではありません`,
    en: `${VARIABLE}: it is no ordinary file`,
  };
  throw new CertToolError('unreadable-file', { params: { file, detail } });
}

/** Undefined for what cannot be looked at, or is no path at all: that does not keep Node waiting. */
function statsOf(file: string): Stats | undefined {
  try {
    return statSync(file);
  } catch {
    return undefined;
  }
}
