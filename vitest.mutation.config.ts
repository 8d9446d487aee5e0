import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** Of the rooms that scripts/mutate.mjs names: their own tests. */
const rooms = (process.env['MUTATED_ROOMS'] ?? '').split(',');

/** They take seconds, and would for each change: random cases, whole flows against a practice bank, stores with others' programs. */
const SLOW = [
  'test/**/{random,*-random}.test.ts',
  'test/bank/practice-bank.test.ts',
  'test/core/catalogue/rehearsals.test.ts',
  'test/bank-check/{command,faulty-banks,practice-bank}.test.ts',
  'test/est/{cuts,dialects,flow,nss}.test.ts',
  'test/enrollment/{*-flow,bank-restart,cancel,flow,renew-command,renewal,resend}.test.ts',
  'test/winstore/**/{database,kill,many,odd,remove,secrets,store,strikes}.test.ts',
];

/** A secret's hash is slow on purpose, and here it is made some thousand times. */
const quickHashes = {
  name: 'quick-hashes',
  transform: (code: string, id: string) =>
    id.endsWith('/secret-hash.ts') ? { code: code.replace('N: 2 ** 15', 'N: 2'), map: null } : undefined,
};

export default defineConfig({
  ...base,
  plugins: [...(base.plugins ?? []), quickHashes],
  test: {
    include: rooms.map((room) => `test/${room}/**/*.test.ts`),
    exclude: SLOW,
    // Files that run for one change share what they load.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
