import {
  findIn,
  keyFactsIn,
  listIn,
  removeIn,
  signAllIn,
  signIn,
} from '../../../src/winstore/powershell/certificates.ts';
import { probeIn } from '../../../src/winstore/powershell/probe.ts';
import { createDpapiSeal } from '../../../src/winstore/powershell/seal.ts';
import { answerIn, type PowerShell, Refusal } from '../../../src/winstore/powershell/session.ts';
import { WindowsError } from '../../../src/winstore/windows/errors.ts';
import { showCertificate } from '../show.ts';
import { type FuzzTarget, isForeseen, MIB } from '../target.ts';

const THUMBPRINT = 'ab'.repeat(20);
const BYTES = Buffer.from('bytes');
const NO_KEYS = {
  probe: async () => undefined,
  expectRequest() {},
  request: () => Promise.reject(new TypeError('not asked for')),
  pending: async () => [],
  key: async () => undefined,
  discard: async () => undefined,
};

const OPERATIONS: readonly ((powerShell: PowerShell) => Promise<unknown>)[] = [
  async (powerShell) => (await listIn(powerShell)).forEach(showCertificate),
  (powerShell) => findIn(powerShell, THUMBPRINT),
  (powerShell) => signIn(powerShell, THUMBPRINT, BYTES),
  (powerShell) => signAllIn(powerShell, [THUMBPRINT], BYTES),
  (powerShell) => keyFactsIn(powerShell, THUMBPRINT),
  (powerShell) => removeIn(powerShell, THUMBPRINT),
  (powerShell) => probeIn(powerShell, NO_KEYS),
  (powerShell) => createDpapiSeal(powerShell).seal('a key'),
  (powerShell) => createDpapiSeal(powerShell).open('dpapi:AAAA'),
];

/** What PowerShell, or whatever answers in its place, writes: lines of JSON, of which the last one is the answer. */
export const powershell: FuzzTarget = {
  name: 'powershell',
  longest: MIB,
  async run(bytes) {
    const lines = bytes.toString('latin1').split('\n').flatMap(objectIn);
    for (const operation of OPERATIONS) await operation(saying(lines)).catch(unlessForeseen);
  },
};

type Line = Readonly<Record<string, unknown>>;

function saying(lines: readonly Line[]): PowerShell {
  return {
    async ask(operation, _, { onItem } = {}) {
      for (const line of lines) if ('item' in line) onItem?.(line['item']);
      return answerIn(operation, lines.findLast((line) => !('item' in line)) ?? {});
    },
    close: async () => undefined,
  };
}

function objectIn(line: string): Line[] {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? [{ ...value }] : [];
  } catch {
    return [];
  }
}

/** The store makes its own errors of the last two. */
function unlessForeseen(error: unknown): void {
  if (!isForeseen(error) && !(error instanceof Refusal || error instanceof WindowsError)) throw error;
}
