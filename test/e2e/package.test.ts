import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, inject, test } from 'vitest';
import { installedPages } from '../../scripts/man-pages.ts';
import { cleanEnvironment } from '../support/environment.ts';
import { importedPackages } from '../support/imported-packages.ts';
import { POSIX_ONLY } from '../support/run.ts';
import { tempFolder } from '../support/temp-folder.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
// Windows starts .cmd files by a shell alone.
const shell = process.platform === 'win32';

/** npm without the network and without anything of this PC's. */
function npm(program: 'npm' | 'npx', cwd: string, args: readonly string[]) {
  const env = cleanEnvironment(join(cwd, 'home'), {
    npm_config_offline: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
    npm_config_cache: join(cwd, 'cache'),
  });
  return run(program, [...args], { cwd, env, shell });
}

/** Some 5 % above what they are: a library that comes in unnoticed is to be seen. In bytes. */
const BUDGETS = [
  ['size', 3_400_000],
  ['unpackedSize', 9_950_000],
] as const;

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

let packed: Packed;
const folder = () => inject('packageFolder');

beforeAll(async () => {
  // Built already; `prepare` needs the sources.
  const { stdout } = await npm('npm', folder(), ['pack', '--json', '--ignore-scripts']);
  const result = JSON.parse(stdout) as Packed[] | Record<string, Packed>;
  const [first] = Object.values(result);
  if (!first) throw new Error('nothing was packed');
  packed = first;
});

test('the tarball, installed into an empty folder, runs', async () => {
  const empty = tempFolder();
  cpSync(join(folder(), packed.filename), join(empty, packed.filename));
  writeFileSync(join(empty, 'package.json'), '{}');
  mkdirSync(join(empty, 'home'));
  await npm('npm', empty, ['install', `./${packed.filename}`]);
  expect(readdirSync(join(empty, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
    'cert-tool',
  ]);
  const { stdout } = await npm('npx', empty, ['cert-tool', 'issue', '--sandbox', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, outcome: 'issued' });
  const listed = await npm('npx', empty, ['cert-tool', 'list', '--sandbox']);
  expect(listed.stdout).toContain('jirodt');
});

test.skipIf(process.platform === 'win32')(
  `npm installs the manual pages beside the program${POSIX_ONLY}`,
  async () => {
    const empty = tempFolder();
    cpSync(join(folder(), packed.filename), join(empty, packed.filename));
    mkdirSync(join(empty, 'home'));
    await npm('npm', empty, ['install', '--global', '--prefix', join(empty, 'usr'), `./${packed.filename}`]);
    const pages = readdirSync(join(empty, 'usr/share/man/man1')).sort();
    expect(pages).toEqual(
      installedPages()
        .map((page) => basename(page))
        .sort(),
    );
    expect(readFileSync(join(empty, 'usr/share/man/man1/cert-tool.1'), 'utf8')).toMatch(
      /^\.TH CERT\\-TOOL 1 /,
    );
  },
);

test('it needs no other package; koffi may be left out', () => {
  const manifest = JSON.parse(readFileSync(join(folder(), 'package.json'), 'utf8'));
  for (const kind of ['dependencies', 'peerDependencies', 'bundleDependencies']) {
    expect(manifest[kind] ?? {}, kind).toEqual({});
  }
  expect(Object.keys(manifest.optionalDependencies)).toEqual(['koffi']);
});

test('it holds what is wanted, and nothing else', () => {
  const WANTED =
    /^(package\.json|LICENSE|(CHANGELOG|CONTRIBUTING|SECURITY)\.md|README(\.ja)?\.md|bin\/cert-tool\.cjs|docs\/(decisions\/)?[\w.-]+\.(md|yaml)|docs\/[\w-]+\.schema\.json|docs\/schemas\/([\w-]+\.schema\.json|README\.md)|docs\/images\/[\w-]+\.png|dist\/([\w-]+\.cjs|LICENSES\.txt|sbom\.cdx\.json|code\/(v8|node)-[\w.-]+\/[0-9a-f]{64}\.bin|node-sqlite3-wasm\.wasm|man\/(ja\/)?man1\/[\w-]+\.1))$/;
  const paths = packed.files.map(({ path }) => path);
  expect(paths.filter((path) => !WANTED.test(path))).toEqual([]);
  expect(paths).toEqual(
    expect.arrayContaining([
      'LICENSE',
      'README.md',
      'bin/cert-tool.cjs',
      'dist/LICENSES.txt',
      'dist/sbom.cdx.json',
      'docs/bank-check-users.schema.json',
      'docs/config.schema.json',
    ]),
  );
});

test.each(BUDGETS)('its %s is at most %d', (kind, budget) => {
  const largest = [...packed.files].sort((a, b) => b.size - a.size).slice(0, 10);
  const lines = largest.map(({ path, size }) => `${size} ${path}`).join('\n');
  const advice = `${kind} has grown. The largest files, unpacked:\n${lines}\nSee docs/package.md.`;
  expect(packed[kind], advice).toBeLessThanOrEqual(budget);
});

test('nothing in it tells of the machine that built it', () => {
  const traces = [root.replace(/[/\\]$/, ''), homedir(), dirname(folder()), tmpdir()]
    .filter((path) => path.length > '/root'.length || path === '/root')
    // A folder, and not the beginning of another name.
    .map((path) => Buffer.from(`${path}/`));
  for (const { path } of packed.files) {
    const bytes = readFileSync(join(folder(), path));
    for (const trace of traces) expect(bytes.includes(trace), `${trace} in ${path}`).toBe(false);
  }
});

test('the licences of all packages that were bundled are in one file', () => {
  const licences = readFileSync(join(folder(), 'dist/LICENSES.txt'), 'utf8');
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const imported = importedPackages(join(root, 'src'));
  const bundled = Object.keys(manifest.devDependencies).filter((name) => imported.has(name));
  expect(bundled).toContain('undici');
  expect(bundled.length).toBeGreaterThan(8);
  for (const name of bundled) expect(licences, name).toMatch(new RegExp(`^${name} \\d+\\.`, 'm'));
});
