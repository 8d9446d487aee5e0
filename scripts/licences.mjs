import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * The licences of all packages that were bundled, as one text.
 * @param {string} root the project's folder
 * @param {string[]} inputs the bundled files, relative to it
 */
export async function collectLicences(root, inputs) {
  const folders = new Set();
  for (const input of inputs) {
    const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (match) folders.add(match[1]);
  }
  const texts = [];
  for (const folder of [...folders].sort()) {
    const manifest = JSON.parse(await readFile(path.join(root, folder, 'package.json'), 'utf8'));
    const names = await readdir(path.join(root, folder));
    const file = names.find((name) => /^licen[cs]e/i.test(name));
    const text = file
      ? await readFile(path.join(root, folder, file), 'utf8')
      : `Licence: ${manifest.license}`;
    texts.push(`${manifest.name} ${manifest.version} (${manifest.license})\n\n${text.trim()}\n`);
  }
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}
