import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * The licences of all that is bundled, as one text.
 * @param {string} root the project's folder
 * @param {Iterable<string>} folders of packages, relative to it
 * @param {{name: string, version: string, licence: string, text: string}[]} more what is no package
 */
export async function collectLicences(root, folders, more) {
  const texts = [];
  for (const folder of [...folders].sort()) {
    const manifest = JSON.parse(await readFile(path.join(root, folder, 'package.json'), 'utf8'));
    const names = await readdir(path.join(root, folder));
    const file = names.find((name) => /^licen[cs]e/i.test(name));
    const text = file
      ? await readFile(path.join(root, folder, file), 'utf8')
      : `Licence: ${manifest.license}`;
    texts.push(section({ ...manifest, licence: manifest.license, text }));
  }
  return [...texts, ...more.map(section)].join(`\n${'-'.repeat(80)}\n\n`);
}

function section({ name, version, licence, text }) {
  return `${name} ${version} (${licence})\n\n${text.trim()}\n`;
}
