import path from 'node:path';

/** What every command loads. */
export const START = 'cert-tool.cjs';
export const USUAL = 'usual.cjs';
const COMMON = 'common.cjs';
const SELDOM = 'seldom.cjs';
const ISSUE = 'issue.cjs';

/** Bytes of a file that takes longer to compile than to look for what is kept of it. */
export const WORTH_KEEPING = 16_000;

/**
 * Where each input goes: together with all that is loaded whenever it is, and what usual commands load together with all
 * that they load.
 * @returns {Map<string, string>} file names by input
 */
export function homesOf(outputs, entry) {
  const start = partsOf(outputs, [entry]);
  const usual = partsOf(outputs, [
    'src/compose/compose.ts',
    'src/commands/list/run.ts',
    'src/commands/explain/run.ts',
  ]);
  const homeOf = (part) => (start.has(part) ? START : usual.has(part) ? USUAL : part);
  const homes = new Map();
  for (const [file, { inputs, entryPoint }] of Object.entries(outputs)) {
    // What only passes others on has no byte of its own in the output.
    for (const input of [...Object.keys(inputs), entryPoint ?? entry]) {
      const isIn = (inputs[input]?.bytesInOutput ?? 0) > 0;
      if (isIn || !homes.has(input)) homes.set(input, homeOf(path.basename(file)));
    }
  }
  return homes;
}

/**
 * The same once it is known what usual commands run of it: what all of them run together, what several groups of them run,
 * then what each group runs; the rest of the two files goes out of their way. What `issue` runs of files too small to be
 * kept is one file, which is kept.
 * @param {{name: string, home: string, code: string}[]} modules
 * @param {{typed: Map<string, string[][]>, issue: string[]}} ran by the file for what a group alone runs, the modules that
 *   each command of it has run; and those that `issue` has run
 */
export function homesByUse(modules, { typed, issue }) {
  const always = new Set(
    [...typed.values()].flat().reduce((one, other) => one.filter((name) => other.includes(name))),
  );
  const groups = [...typed].map(([home, lists]) => ({ home, names: new Set(lists.flat()) }));
  const homeOf = ({ name, home }) => {
    if (always.has(name)) return START;
    const [own, another] = groups.filter(({ names }) => names.has(name));
    if (own) return another ? COMMON : own.home;
    return [START, USUAL].includes(home) ? SELDOM : home;
  };
  return together(
    modules.map((module) => ({ ...module, home: homeOf(module) })),
    new Set(issue),
  );
}

function together(modules, issue) {
  const sizes = new Map();
  for (const { home, code } of modules) sizes.set(home, (sizes.get(home) ?? 0) + code.length);
  const moves = ({ name, home }) => issue.has(name) && sizes.get(home) < WORTH_KEEPING;
  return modules.map((module) => (moves(module) ? { ...module, home: ISSUE } : module));
}

/** The bundle's files that are loaded as soon as one of these sources is. */
function partsOf(outputs, sources) {
  const byName = new Map(Object.entries(outputs).map(([file, output]) => [path.basename(file), output]));
  const parts = new Set();
  const add = (name) => {
    if (parts.has(name)) return;
    parts.add(name);
    for (const { path: file, kind } of byName.get(name).imports) {
      if (kind === 'import-statement' && byName.has(path.basename(file))) add(path.basename(file));
    }
  };
  for (const [name, { entryPoint }] of byName) if (sources.includes(entryPoint)) add(name);
  return parts;
}
