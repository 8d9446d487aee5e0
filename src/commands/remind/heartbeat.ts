import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { unwritable } from '../ask/result-file.ts';
import type { Deps } from '../deps.ts';
import { checkHeartbeatFolder, HEARTBEAT } from './places.ts';

/**
 * Writes what this PC has found to a file of its own in a folder that many PCs share: one line of JSON, which `report` reads.
 * Returns the file. @throws CertToolError `unwritable-sheet`
 */
export async function writeHeartbeat(deps: Deps, folder: string, document: object): Promise<string> {
  await checkHeartbeatFolder(deps, folder);
  const path = join(folder, heartbeatName(deps.device()));
  const text = `${JSON.stringify({ ...document, version: deps.client.version ?? null })}\n`;
  // Who may read it is for the folder to say.
  await deps
    .outputFile(path)
    .write(text, 'all')
    .catch((cause: NodeJS.ErrnoException) => {
      throw unwritable(path, HEARTBEAT, cause.code ?? cause.name, cause);
    });
  return path;
}

/** Names that are devices on Windows. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/;
const LONGEST_NAME = 60;

/**
 * A PC's file name, on whatever system the folder is. PCs are told apart without capitals, as reports do; where something had to be
 * left out, by a part of the hash.
 */
export function heartbeatName(device: string): string {
  const name = device.normalize('NFKC').trim().toLowerCase();
  const plain = name.replace(/[^\p{L}\p{N}_-]+/gu, '-');
  const isWhole =
    plain === name && plain !== '' && !RESERVED.test(plain) && [...plain].length <= LONGEST_NAME;
  if (isWhole) return `${plain}.jsonl`;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${[...plain].slice(0, LONGEST_NAME).join('')}-${digest}.jsonl`;
}
