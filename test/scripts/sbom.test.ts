import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { expect, test } from 'vitest';
import { type Bundled, whatIsBundled } from '../../scripts/bundled.mjs';
import { makeSbom, type Part } from '../../scripts/sbom.mjs';
import { hashOf, readSbom, titlesOf } from '../support/sbom.ts';
import { tempFolder } from '../support/temp-folder.ts';

const INTEGRITY = `sha512-${Buffer.alloc(64, 7).toString('base64')}`;

/** A project's folder with packages, by folder and source; all are of version 1.2.3 under MIT if not said otherwise. */
function projectOf(
  packages: Readonly<Record<string, string>>,
  manifests: Readonly<Record<string, object>> = {},
) {
  const root = tempFolder();
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  };
  const locked: Record<string, object> = {};
  for (const [folder, source] of Object.entries(packages)) {
    const name = folder.replace(/^.*node_modules\//, '');
    const manifest = { name, version: '1.2.3', license: 'MIT', sideEffects: false, ...manifests[folder] };
    write(`${folder}/package.json`, JSON.stringify(manifest));
    write(`${folder}/index.js`, source);
    locked[folder] = { version: '1.2.3', integrity: INTEGRITY };
  }
  locked['node_modules/native'] = { version: '2.0.0', license: 'MIT', integrity: INTEGRITY };
  const optionalDependencies = { native: '^2.0.0' };
  const own = { name: 'program', version: '0.1.0', license: 'MIT', optionalDependencies };
  write('package.json', JSON.stringify(own));
  write('package-lock.json', JSON.stringify({ packages: locked }));
  return root;
}

async function bundle(root: string, source: string, plugins: Plugin[] = []): Promise<Bundled> {
  writeFileSync(join(root, 'main.js'), source);
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [join(root, 'main.js')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['native', 'unknown'],
    metafile: true,
    outdir: join(root, 'out'),
    write: false,
    plugins,
  });
  return whatIsBundled(metafile);
}

/** As a plugin does it that puts nothing into the place of a package. */
const withoutStubbed: Plugin = {
  name: 'without-stubbed',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^stubbed$/ }, () => ({ path: 'none', namespace: 'none' }));
    onLoad({ filter: /^none$/, namespace: 'none' }, () => ({ contents: 'module.exports = {};' }));
  },
};

const sbomOf = async (root: string, bundled: Bundled, parts: readonly Part[] = []) =>
  readSbom(await makeSbom(root, bundled, { purl: 'pkg:npm/program', parts }));

test('a package counts as bundled where some of its code is in the output', async () => {
  const root = projectOf(
    {
      'node_modules/@scope/used': `import fs from 'node:fs'; import { b } from 'passes-on'; export const a = [b, fs];`,
      'node_modules/passes-on': `export * from 'twice';`,
      'node_modules/twice': `export const b = Math.random();`,
      'node_modules/user': `import { b } from 'twice'; import s from 'stubbed'; export const c = [b, s];`,
      'node_modules/user/node_modules/twice': `export const b = Math.random() + 1;`,
      'node_modules/unused': `export const d = Math.random();`,
      'node_modules/stubbed': `export default Math.random();`,
    },
    { 'node_modules/passes-on': { sideEffects: true } },
  );
  const source = `import { a } from '@scope/used'; import { c } from 'user'; import { d } from 'unused';
    console.log(a, c); import('native');`;
  const bundled = await bundle(root, source, [withoutStubbed]);
  expect(bundled).toEqual({
    program: ['native', 'node_modules/@scope/used', 'node_modules/user'],
    packages: new Map([
      ['node_modules/@scope/used', ['node_modules/twice']],
      ['node_modules/twice', []],
      ['node_modules/user', ['node_modules/user/node_modules/twice']],
      ['node_modules/user/node_modules/twice', []],
    ]),
    external: ['native'],
  });
});

test('each has its version, licence, hash and package URL', async () => {
  const packages = {
    'node_modules/@scope/one': 'export const a = 1;',
    'node_modules/two': 'export const a = 2;',
  };
  const two = { version: '1.2.4+build', license: '(MIT OR GPL-2.0)' };
  const root = projectOf(packages, { 'node_modules/two': two });
  const bundled = await bundle(root, `export * as a from '@scope/one'; export * as b from 'two';`);
  const { components } = await sbomOf(root, bundled);
  expect(titlesOf(components)).toEqual(['@scope/one 1.2.3 (MIT)', 'two 1.2.4+build ((MIT OR GPL-2.0))']);
  expect(components).toMatchObject([
    { group: '@scope', name: 'one', purl: 'pkg:npm/%40scope/one@1.2.3', hashes: [hashOf(INTEGRITY)] },
    { name: 'two', purl: 'pkg:npm/two@1.2.4%2Bbuild', licenses: [{ expression: '(MIT OR GPL-2.0)' }] },
  ]);
  // Not the version whose hash is known.
  expect(components[1]).not.toHaveProperty('hashes');
});

test('what stays outside is optional, and must be declared so', async () => {
  const root = projectOf({});
  const sbom = await sbomOf(root, await bundle(root, `import 'native';`));
  expect(sbom.components).toMatchObject([
    { name: 'native', version: '2.0.0', scope: 'optional', purl: 'pkg:npm/native@2.0.0' },
  ]);
  expect(sbom.dependencies).toEqual([{ ref: 'program', dependsOn: ['native'] }]);
  const undeclared = await bundle(root, `import 'unknown';`);
  await expect(sbomOf(root, undeclared)).rejects.toThrow('unknown is neither bundled nor among');
});

test('parts that are no packages belong to the package or program that uses them', async () => {
  const root = projectOf({ 'node_modules/one': 'export const a = 1;' });
  const bundled = await bundle(root, `export * from 'one';`);
  const part = { version: '3.4.5', licence: 'MIT', description: 'some part', content: Buffer.from('a') };
  const { components, dependencies } = await sbomOf(root, bundled, [
    {
      ...part,
      name: 'data',
      purl: 'pkg:generic/data',
      file: 'a.wasm',
      user: 'node_modules/one',
      closed: true,
    },
    { ...part, name: 'run', purl: 'pkg:generic/run', file: 'r.exe', type: 'platform', cpe: 'v:run' },
  ]);
  const content = 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb';
  expect(components.slice(1)).toMatchObject([
    { type: 'library', name: 'data', purl: 'pkg:generic/data@3.4.5', hashes: [{ alg: 'SHA-256', content }] },
    { type: 'platform', name: 'run', cpe: 'cpe:2.3:a:v:run:3.4.5:*:*:*:*:*:*:*' },
  ]);
  expect(dependencies).toEqual([
    { ref: 'program', dependsOn: ['node_modules/one', 'r.exe'] },
    { ref: 'node_modules/one', dependsOn: ['a.wasm'] },
    { ref: 'a.wasm', dependsOn: [] },
  ]);
});

test('it is not made without a licence, and a licence that SPDX does not know breaks the standard', async () => {
  const packages = { 'node_modules/one': 'export const a = 1;' };
  const make = async (license: string | undefined) => {
    const root = projectOf(packages, { 'node_modules/one': { license } });
    return sbomOf(root, await bundle(root, `export * from 'one';`));
  };
  await expect(make(undefined)).rejects.toThrow('node_modules/one: no name, version or licence');
  await expect(make('Best-Licence-1.0')).rejects.toThrow('no CycloneDX 1.6');
});

test('the same input gives the same bytes', async () => {
  const root = projectOf({ 'node_modules/one': 'export const a = 1;' });
  const make = async () =>
    makeSbom(root, await bundle(root, `export * from 'one';`), { purl: 'pkg:npm/program', parts: [] });
  expect(await make()).toBe(await make());
});
