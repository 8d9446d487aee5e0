import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, inject, test } from 'vitest';
import { importedPackages } from '../support/imported-packages.ts';
import { fullName, hashOf, licenceTitles, readSbom, type Sbom, titlesOf } from '../support/sbom.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = join(inject('packageFolder'), 'dist');
const { packages: locked } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, { version: string; integrity: string }>;
};

let sbom: Sbom;

beforeAll(async () => {
  sbom = await readSbom(readFileSync(join(dist, 'sbom.cdx.json'), 'utf8'));
});

const component = (ref: string) => sbom.components.find((each) => each['bom-ref'] === ref);

test('it is about this version of cert-tool, and tells nothing of when it was made', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  expect(sbom.metadata.component).toMatchObject({ version, purl: `pkg:npm/cert-tool@${version}` });
  expect(sbom.serialNumber).toBeUndefined();
  expect(sbom.metadata.timestamp).toBeUndefined();
});

test('versions and hashes are those of package-lock.json', () => {
  const packages = sbom.components.filter(({ purl }) => purl.startsWith('pkg:npm/'));
  expect(packages.length).toBeGreaterThan(50);
  for (const each of packages) {
    const ref = each['bom-ref'];
    const entry = locked[ref.startsWith('node_modules/') ? ref : `node_modules/${ref}`];
    expect(each.version, ref).toBe(entry?.version);
    expect(each.hashes, ref).toEqual([hashOf(entry?.integrity ?? '')]);
    expect(each.purl, ref).toBe(`pkg:npm/${fullName(each).replace('@', '%40')}@${each.version}`);
  }
});

test('what is inside has its licence in LICENSES.txt, and every licence there is that of something inside', () => {
  const inside = sbom.components.filter(({ scope }) => scope !== 'optional');
  expect(titlesOf(inside)).toEqual(licenceTitles(readFileSync(join(dist, 'LICENSES.txt'), 'utf8')));
});

test('what the sources import is what the program uses, and only that', () => {
  const used = sbom.dependencies.find(({ ref }) => ref === sbom.metadata.component['bom-ref']);
  const names = used?.dependsOn.map((ref) => ref.replace(/^node_modules\//, ''));
  expect(names?.sort()).toEqual([...importedPackages(join(root, 'src'))].sort());
  expect(sbom.components.map(fullName)).not.toContain('vitest');
});

test('two versions of a package are two components', () => {
  const versions = sbom.components.filter(({ name }) => name === 'tslib').map(({ version }) => version);
  expect(new Set(versions).size).toBe(2);
});

test('SQLite is a component of its own, with the hash of its file', () => {
  const file = 'node-sqlite3-wasm.wasm';
  const content = createHash('sha256')
    .update(readFileSync(join(dist, file)))
    .digest('hex');
  const sqlite = component(file);
  expect(sqlite).toMatchObject({ name: 'sqlite', hashes: [{ alg: 'SHA-256', content }] });
  expect(sqlite?.version).toMatch(/^3\.\d+\.\d+$/);
  expect(sqlite?.cpe).toBe(`cpe:2.3:a:sqlite:sqlite:${sqlite?.version}:*:*:*:*:*:*:*`);
  const user = sbom.dependencies.find(({ ref }) => ref === 'node_modules/node-sqlite3-wasm');
  expect(user?.dependsOn).toEqual([file]);
});

test('koffi is the only one outside; of what it needs nothing is said', () => {
  const optional = sbom.components.filter(({ scope }) => scope !== undefined);
  expect(optional.map(({ name, scope }) => [name, scope])).toEqual([['koffi', 'optional']]);
  expect(sbom.dependencies.map(({ ref }) => ref)).not.toContain('koffi');
});
