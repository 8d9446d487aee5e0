import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** Of the rooms that scripts/mutate.mjs names: their own tests. */
const rooms = (process.env['MUTATED_ROOMS'] ?? '').split(',');

/** They take seconds, and would for each change: random cases, and whole flows against a practice bank. */
const SLOW = [
  'test/**/{random,*-random}.test.ts',
  'test/enrollment/{*-flow,bank-restart,cancel,flow,renew-command,renewal,resend}.test.ts',
];

export default defineConfig({
  ...base,
  test: {
    include: rooms.map((room) => `test/${room}/**/*.test.ts`),
    exclude: SLOW,
    // Files that run for one change share what they load.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
