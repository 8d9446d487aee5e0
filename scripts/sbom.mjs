// What is in the program, as a CycloneDX 1.6 document: https://cyclonedx.org/docs/1.6/json/
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * @typedef {object} Part what is in the program without being bundled code
 * @property {string} name
 * @property {string} version
 * @property {string} licence as SPDX has it
 * @property {string} description
 * @property {string} purl without the version
 * @property {string} [cpe] vendor and product with a colon between them, where advisories know it by that
 * @property {string} [type] if it is no library
 * @property {string} file its name
 * @property {Buffer} content
 * @property {string} [user] the folder of the package that uses it, if not the program itself does
 * @property {boolean} [closed] whether it needs nothing else for certain
 */

/**
 * The document's text. It has neither serial number nor time, so that the same sources give the same bytes.
 * @param {string} root the project's folder
 * @param {import('./bundled.mjs').Bundled} bundled
 * @param {{purl: string, parts: Part[]}} options the program's package URL without the version; what it holds besides
 * @throws Error where a licence or a version is not known
 */
export async function makeSbom(root, bundled, { purl, parts }) {
  const manifest = await readJson(root, 'package.json');
  const { packages: locked } = await readJson(root, 'package-lock.json');
  const { name: ref, license: licence } = manifest;
  const program = component({ ...manifest, type: 'application', licence, ref, purl });
  const folders = [...bundled.packages.keys()];
  const components = [
    ...(await Promise.all(folders.map((folder) => packageIn(root, folder, locked[folder])))),
    ...parts.map((part) => component({ ...part, ref: part.file, hashes: [hash('SHA-256', part.content)] })),
    ...bundled.external.map((name) => outside(name, manifest, locked)),
  ];
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { lifecycles: [{ phase: 'build' }], component: program },
    components,
    dependencies: dependencies(ref, bundled, parts),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** A package whose code is in the bundle. Its hash is that of the archive that npm unpacked. */
async function packageIn(root, folder, entry) {
  const { name, version, license: licence, description } = await readJson(root, folder, 'package.json');
  const hashes = entry?.version === version ? hashesOf(entry) : undefined;
  return component({ name, version, licence, description, ref: folder, hashes, purl: npmPurl(name) });
}

/** A package that npm installs beside the program, in the version that the project is tested with. */
function outside(name, manifest, locked) {
  const range = manifest.optionalDependencies?.[name];
  if (range === undefined) throw new Error(`${name} is neither bundled nor among the optional dependencies`);
  const { version, license: licence, ...entry } = locked[`node_modules/${name}`];
  const description = `Not inside: npm installs it, ${range}, where it can`;
  const scope = 'optional';
  return component({
    name,
    version,
    licence,
    description,
    scope,
    ref: name,
    hashes: hashesOf(entry),
    purl: npmPurl(name),
  });
}

function component({ type = 'library', ref, name, version, description, licence, scope, hashes, purl, cpe }) {
  if (!name || !version || !licence) throw new Error(`${ref}: no name, version or licence`);
  const [, group, rest] = /^(?:(@[^/]+)\/)?(.+)$/.exec(name);
  return {
    type,
    'bom-ref': ref,
    group,
    name: rest,
    version,
    description,
    scope,
    hashes,
    licenses: [licenceOf(licence)],
    cpe: cpe && `cpe:2.3:a:${cpe}:${version}:*:*:*:*:*:*:*`,
    purl: `${purl}@${encodeURIComponent(version)}`,
  };
}

/** An identifier of SPDX, or an expression that joins some. */
function licenceOf(licence) {
  return /[\s()]/.test(licence) ? { expression: licence } : { license: { id: licence } };
}

function npmPurl(name) {
  return `pkg:npm/${name.split('/').map(encodeURIComponent).join('/')}`;
}

function hashesOf({ integrity }) {
  const [, sha512] = /sha512-(\S+)/.exec(integrity ?? '') ?? [];
  return sha512 && [{ alg: 'SHA-512', content: Buffer.from(sha512, 'base64').toString('hex') }];
}

function hash(alg, content) {
  return { alg, content: createHash(alg.replace('-', '')).update(content).digest('hex') };
}

/** Who uses what. What stays outside has no entry, nor has a part that may need more: an empty one says "nothing". */
function dependencies(program, bundled, parts) {
  const users = [[program, bundled.program], ...bundled.packages];
  return [
    ...users.map(([ref, others]) => {
      const own = parts.filter(({ user = program }) => user === ref).map(({ file }) => file);
      return { ref, dependsOn: [...others, ...own] };
    }),
    ...parts.filter(({ closed }) => closed).map(({ file }) => ({ ref: file, dependsOn: [] })),
  ];
}

async function readJson(...names) {
  return JSON.parse(await readFile(path.join(...names), 'utf8'));
}
