import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** As esbuild's loader "text" does it in the bundle. */
const powerShellAsText = {
  name: 'powershell-as-text',
  transform: (code: string, id: string) =>
    id.endsWith('.ps1') ? { code: `export default ${JSON.stringify(code)};`, map: null } : undefined,
};

/** They change or measure what is one for a process: modules of src/, its folder, its memory; or take so long that they begin first. */
const APART = [
  'test/cli/garbage.test.ts',
  'test/commands/certificates-of-others.test.ts',
  'test/commands/config/run.test.ts',
  'test/commands/doctor/words.test.ts',
  'test/config/locked.test.ts',
  'test/core/catalogue/rehearsals.test.ts',
  'test/model/*.test.ts',
  'test/fuzz/corpus.test.ts',
];

/** {@link ./test/support/kept-keys.ts} */
const KEPT_KEYS = {
  globalSetup: ['test/support/keys-folder.ts'],
  setupFiles: ['test/support/kept-keys.ts'],
};

export default defineConfig({
  plugins: [powerShellAsText],
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Most tests wait for other processes: three at a time use even two cores better than one.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    projects: [
      {
        extends: true,
        test: {
          name: 'rooms',
          include: ['test/**/*.test.ts'],
          exclude: ['test/{e2e,integrations,wine,browser}/**', ...APART],
          // Files that one process runs share what they load: that is half of what most of them cost.
          isolate: false,
          ...KEPT_KEYS,
        },
      },
      {
        extends: true,
        // Projects run in the order of their names: this one, with what takes longest, first.
        test: { name: 'apart', include: APART, ...KEPT_KEYS },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/{e2e,integrations}/**/*.test.ts'],
          ...KEPT_KEYS,
          globalSetup: ['test/support/program.ts', ...KEPT_KEYS.globalSetup],
        },
      },
      {
        extends: true,
        test: {
          // Before the many short files of `rooms`, beside which it waits for processes; at the end it would wait alone.
          name: 'on-wine',
          include: ['test/wine/**/*.test.ts'],
          globalSetup: ['test/support/program.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/support/program.ts'],
        },
      },
    ],
  },
});
