import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/**
 * Downloads packages by npm and returns the files in them that are wanted.
 * @param {string} folder for what is downloaded
 * @param {{name: string, version: string, integrity: string, files: string[]}[]} wanted `integrity` as in
 *   package-lock.json; `files` relative to the package
 * @returns {Map<string, Buffer>} contents by `<package>/<file>`
 */
export function filesOfPackages(folder, wanted) {
  const specs = wanted.map(({ name, version }) => `${name}@${version}`);
  const packed = JSON.parse(
    npm(['pack', '--json', '--prefer-offline', '--pack-destination', folder, ...specs]),
  );
  const files = new Map();
  for (const { name, integrity, files: names } of wanted) {
    const { filename } = packed.find((each) => each.name === name);
    // Some versions of npm tell the name of a scoped package's file with its slash.
    const tarball = readFileSync(path.join(folder, filename.replace('@', '').replace('/', '-')));
    const found = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
    if (found !== integrity) throw new Error(`${name}: ${found} in the place of ${integrity}`);
    for (const [file, content] of unpacked(gunzipSync(tarball), names)) files.set(`${name}/${file}`, content);
  }
  return files;
}

/** The npm that runs this script, or else the one on the PATH. */
function npm(args) {
  const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 26 };
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return execFileSync(process.execPath, [script, ...args], options);
  return execFileSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

const BLOCK = 512;

/** Regular files of a tar archive (POSIX.1-1988 ustar, as npm writes it); all names begin with `package/`. */
function unpacked(tar, names) {
  const files = new Map();
  for (let at = 0; at < tar.length && tar[at] !== 0; ) {
    const header = tar.subarray(at, at + BLOCK);
    const size = Number.parseInt(text(header, 124, 12), 8);
    const name = [text(header, 345, 155), text(header, 0, 100)].filter(Boolean).join('/');
    const file = name.replace(/^package\//, '');
    if (names.includes(file)) files.set(file, tar.subarray(at + BLOCK, at + BLOCK + size));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  for (const name of names) if (!files.has(name)) throw new Error(`no ${name} in the package`);
  return files;
}

function text(header, start, length) {
  return header
    .toString('latin1', start, start + length)
    .replace(/\0.*$/s, '')
    .trim();
}
