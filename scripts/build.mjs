// Bundles the program into dist/.
//
//     node scripts/build.mjs [folder]
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleProgram, bundleStart, wrapped } from './bundle.mjs';
import { compileAhead, usedBy } from './compiled.mjs';
import { collectLicences } from './licences.mjs';
import { loadTypeScript } from './load-typescript.mjs';
import { makeSbom } from './sbom.mjs';
import { sqlite } from './sqlite.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const dist = path.resolve(process.argv[2] ?? path.join(root, 'dist'));

const { files, bundled } = await bundleProgram('src/main.ts');
const parts = [sqlite()];
await writeProgram(await files());
const program = wrapped(await files(usedBy(dist)));
await writeProgram([...program, ...(await bundleStart(program))]);

const texts = {
  'LICENSES.txt': await collectLicences(root, bundled.packages.keys(), parts),
  'sbom.cdx.json': await makeSbom(root, bundled, { purl: 'pkg:npm/cert-tool', parts }),
};
for (const [name, text] of Object.entries(texts)) await writeFile(path.join(dist, name), text);

const { manPages } = await loadTypeScript('man-pages.ts');
const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
const changelog = await readFile(path.join(root, 'CHANGELOG.md'), 'utf8');
for (const language of ['en', 'ja']) {
  for (const [name, text] of manPages({ language, version, changelog })) {
    const file = path.join(dist, 'man', name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

compileAhead(dist);

async function writeProgram(code) {
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  for (const [name, text] of code) await writeFile(path.join(dist, name), text);
  for (const { file, content } of parts) await writeFile(path.join(dist, file), content);
}
