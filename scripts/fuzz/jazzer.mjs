// Gets Jazzer.js, and where this system's C library is older than the one it was built for a newer one beside it. Nothing is
// installed: all is in a folder of node_modules/.cache, which `npm ci` clears away.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const JAZZER = '@jazzer.js/core@4.0.0';
const JSFUZZ = 'jsfuzz@1.0.15';
/** The release of Debian whose C library is new enough, and what of it the prebuilt part of Jazzer.js links to. */
const RELEASE = 'trixie';
const LIBRARIES = ['libc6', 'libstdc++6', 'libgcc-s1'];
const LOADER = 'ld-linux-x86-64.so.2';

/**
 * @param {string} folder
 * @returns {{ name: string, command: string[] }} the fuzzer, and how its command line begins
 */
export function fuzzerIn(folder) {
  const cli = () => installed(folder, 'jazzer', JAZZER, '@jazzer.js/core/dist/cli.js');
  const ways = [() => [process.execPath, cli()], () => [...withNewerLibraries(folder), cli()]];
  for (const way of ways) {
    const command = attempted(way);
    if (command && attempted(() => run([...command, '--version']))) return { name: 'jazzer', command };
  }
  console.error(
    'Jazzer.js cannot be had or does not start here: jsfuzz instead, which tells no memory and no endless run',
  );
  return {
    name: 'jsfuzz',
    command: [process.execPath, installed(folder, 'jsfuzz', JSFUZZ, 'jsfuzz/build/src/index.js')],
  };
}

function installed(folder, name, wanted, file) {
  const place = path.join(folder, name);
  const found = path.join(place, 'node_modules', file);
  if (!existsSync(found)) {
    mkdirSync(place, { recursive: true });
    writeFileSync(path.join(place, 'package.json'), '{ "private": true }\n');
    run(['npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', wanted], place);
  }
  return found;
}

/** Debian's own packages, from where this system gets its packages. */
function withNewerLibraries(folder) {
  const place = path.join(folder, RELEASE);
  if (!existsSync(path.join(place, LOADER))) {
    const unfinished = `${place}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    unpack(unfinished);
    mkdirSync(place, { recursive: true });
    const files = path.join(unfinished, 'root/usr/lib/x86_64-linux-gnu');
    const names = readdirSync(files).filter((name) => /\.so(\.\d+)*$/.test(name));
    // The loader last: with it the folder is whole.
    for (const name of [...names.filter((each) => each !== LOADER), LOADER]) {
      copyFileSync(path.join(files, name), path.join(place, name));
    }
    rmSync(unfinished, { recursive: true, force: true });
  }
  return [path.join(place, LOADER), '--library-path', place, process.execPath];
}

function unpack(folder) {
  for (const name of ['lists/partial', 'cache/archives/partial', 'root']) {
    mkdirSync(path.join(folder, name), { recursive: true });
  }
  const [site] = run(['apt-get', 'indextargets', '--format', '$(SITE)', 'Created-By: Packages']).split('\n');
  const key = '/usr/share/keyrings/debian-archive-keyring.gpg';
  writeFileSync(path.join(folder, 'sources'), `deb [arch=amd64 signed-by=${key}] ${site} ${RELEASE} main\n`);
  const settings = {
    'Dir::Etc::sourcelist': path.join(folder, 'sources'),
    'Dir::Etc::sourceparts': '-',
    'Dir::State': folder,
    'Dir::State::status': '/dev/null',
    'Dir::Cache': path.join(folder, 'cache'),
    'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled': 'false',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  run(['apt-get', ...options, 'update'], folder);
  run(['apt-get', ...options, 'download', ...LIBRARIES], folder);
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.deb'))) {
    run(['dpkg', '-x', path.join(folder, name), path.join(folder, 'root')]);
  }
}

function attempted(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function run([program, ...args], cwd) {
  return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
