import { join } from 'node:path';
import { readKept, removeSynced, writeFileSynced } from '../../system/files.ts';

/** Where a running practice bank can be found, in an owner-only file: who can read it may control the bank. */
export interface Endpoint {
  readonly bankUrl: string;
  /** Of a shared bank. */
  readonly portalUrl?: string;
  /** Where it serves EST. */
  readonly estUrl?: string;
  /** Secret: the bearer token of the control channel. */
  readonly token: string;
  /** Started to serve others (`sandbox start`), not just the command that it lives in. */
  readonly shared: boolean;
}

const ENDPOINT_FILE = 'endpoint.json';

export async function writeEndpoint(dir: string, endpoint: Endpoint): Promise<void> {
  await writeFileSynced(join(dir, ENDPOINT_FILE), `${JSON.stringify(endpoint)}\n`);
}

export async function removeEndpoint(dir: string): Promise<void> {
  await removeSynced(join(dir, ENDPOINT_FILE));
}

/** What the file says; the bank that wrote it may be dead. */
export function readEndpoint(dir: string): Endpoint | undefined {
  try {
    const { bankUrl, portalUrl, estUrl, token, shared } = JSON.parse(
      readKept(join(dir, ENDPOINT_FILE))?.toString() ?? '{}',
    );
    const isEndpoint =
      typeof bankUrl === 'string' && typeof token === 'string' && typeof shared === 'boolean';
    if (!isEndpoint) return undefined;
    return {
      ...{ bankUrl, token, shared },
      ...(typeof portalUrl === 'string' && { portalUrl }),
      ...(typeof estUrl === 'string' && { estUrl }),
    };
  } catch {
    return undefined;
  }
}
