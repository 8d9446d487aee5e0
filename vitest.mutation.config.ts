import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** Of the rooms that scripts/mutate.mjs names: their own tests. */
const rooms = (process.env['MUTATED_ROOMS'] ?? '').split(',');

/** They take seconds, and would for each change: random cases, and whole flows against a practice bank. */
const SLOW = [
  'test/holdings/random.test.ts',
  'test/enrollment/{administer,bank-restart,cancel,flow,renew-command,renewal,repair,resend}.test.ts',
];

export default defineConfig({
  ...base,
  test: {
    include: rooms.map((room) => `test/${room}/**/*.test.ts`),
    exclude: SLOW,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
