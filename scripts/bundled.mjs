import { isBuiltin } from 'node:module';

/**
 * @typedef {object} Bundled packages by their folders, for one can be there twice in different versions
 * @property {string[]} program those that the project's own code imports
 * @property {Map<string, string[]>} packages all whose code is in the bundle, and for each those that it imports
 * @property {string[]} external names of those that are imported and stay outside
 */

/**
 * The packages of which something is in the output. One that is only named, whose code was left out as unused, or
 * whose place a plugin took, is none of them; what it passes on counts as imported by whoever imports it.
 * @param {Pick<import('esbuild').Metafile, 'inputs' | 'outputs'>} metafile
 * @returns {Bundled}
 */
export function whatIsBundled({ inputs, outputs }) {
  const written = new Set(
    Object.values(outputs).flatMap((output) =>
      Object.keys(output.inputs).filter((file) => output.inputs[file].bytesInOutput > 0),
    ),
  );
  const used = new Map();
  const external = new Set();
  // The program's first file may do nothing but pass on.
  const first = Object.values(outputs).flatMap(({ entryPoint = [] }) => entryPoint);
  for (const file of [...first.filter((each) => folderOf(each) === PROGRAM), ...written]) {
    const folder = folderOf(file);
    const folders = used.get(folder) ?? new Set();
    used.set(folder, folders);
    for (const each of importedBy(file, inputs, written)) {
      if (each.external) external.add(each.path);
      folders.add(each.external ? each.path : folderOf(each.path));
    }
  }
  // What a package imports of the program is what a plugin put into the place of something.
  const usedBy = (folder) =>
    [...used.get(folder)].filter((each) => each !== folder && each !== PROGRAM).sort();
  const folders = [...used.keys()].filter((folder) => folder !== PROGRAM).sort();
  return {
    program: usedBy(PROGRAM),
    packages: new Map(folders.map((folder) => [folder, usedBy(folder)])),
    external: [...external].sort(),
  };
}

const PROGRAM = '';

/** The package that a file belongs to, as a folder below the project's; all else is the program. */
function folderOf(file) {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? PROGRAM;
}

/** What a file imports, directly or through files of which nothing is in the output; Node's own modules apart. */
function importedBy(file, inputs, written) {
  const found = [];
  const seen = new Set();
  const follow = (from) => {
    for (const each of inputs[from]?.imports ?? []) {
      if (seen.has(each.path)) continue;
      seen.add(each.path);
      if (each.external ? !isNodesOwn(each.path) : written.has(each.path)) found.push(each);
      else if (!each.external) follow(each.path);
    }
  };
  follow(file);
  return found;
}

/** A Node newer than the one that builds has more of them, all with the prefix. */
function isNodesOwn(name) {
  return name.startsWith('node:') || isBuiltin(name);
}
