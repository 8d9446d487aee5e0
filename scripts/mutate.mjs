/**
 * Changes the code of rooms in one place after the other and tells which changes no test of theirs notices:
 * `npm run mutate -- holdings enrollment/decide.ts`. Fails where more than 15 of 100 pass unnoticed.
 */
import { existsSync, statSync } from 'node:fs';
import process from 'node:process';

const CACHE = 'node_modules/.cache/mutation';

/** Words, which tests of another kind look after, and what no hand has written. */
const LEFT_OUT = ['!src/core/catalogue/**', '!src/**/generated/**', '!src/**/*.d.ts'];

/** Of rooms that talk to programs, Windows and disks, what reads and decides: the room's name means these. All else is tried against those. */
const PURE = {
  winstore: [
    'select',
    'certutil/output',
    'file/layout',
    'native/keys',
    ...['nss/certificates', 'nss/place', 'nss/private-keys', 'nss/rows', 'nss/selector', 'nss/sqlite'],
    ...['powershell/certificates', 'powershell/session'],
    ...['shared/failures', 'shared/left-out', 'shared/thumbprint'],
    ...['windows/errors', 'windows/release'],
  ],
};

const named = process.argv.slice(2).map((name) => name.replace(/^src\/|\/$/g, ''));
const wanted = named.flatMap((name) => PURE[name]?.map((file) => `${name}/${file}.ts`) ?? [name]);
const unknown = wanted.filter((name) => !existsSync(`src/${name}`));
if (wanted.length === 0 || unknown.length > 0) {
  const why = unknown.length > 0 ? `Not in src: ${unknown.join(', ')}. ` : '';
  console.error(`${why}Usage: npm run mutate -- <folder or file of src> [...]`);
  process.exit(2);
}

const rooms = [...new Set(wanted.map((name) => name.split('/')[0]))];
// Read by vitest.mutation.config.ts in the processes that run the tests.
process.env.MUTATED_ROOMS = rooms.join(',');

const { Stryker } = await import('@stryker-mutator/core');
new Stryker({
  mutate: [
    ...wanted.map((name) => (statSync(`src/${name}`).isDirectory() ? `src/${name}/**/*.ts` : `src/${name}`)),
    ...LEFT_OUT,
  ],
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  // What runs once, when a file is loaded, would need a new process for each change.
  ignoreStatic: true,
  coverageAnalysis: 'perTest',
  disableTypeChecks: false,
  concurrency: Number(process.env.CONCURRENCY ?? 2),
  timeoutMS: 10_000,
  thresholds: { high: 95, low: 85, break: 85 },
  // A copy of the project, in which Biome must not find its configuration again where a run was killed.
  tempDirName: '.stryker-tmp',
  cleanTempDir: 'always',
  ignorePatterns: ['biome.json', 'dist', 'dist-exe', 'docs/*', '!docs/config.schema.json', 'bench'],
  reporters: ['progress', 'clear-text', 'json', 'html'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: `${CACHE}/report.json` },
  htmlReporter: { fileName: `${CACHE}/report.html` },
})
  .runMutationTest()
  // It has said why.
  .catch(() => {
    process.exitCode = 1;
  });
