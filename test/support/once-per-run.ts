import { rmSync } from 'node:fs';
import { makeTempFolder } from './temp-folder.ts';

interface Made {
  readonly folder: string;
  /** To be called when the run is over. */
  remove(): void;
}

/** Each project of a run loads its global set-up anew: what they share hangs on what is one for all. */
const SHARED = Symbol.for('cert-tool: folders of a test run');

/** A folder for all projects of the run; the first one that asks for it fills it. */
export function oncePerRun(name: string, fill: (folder: string) => void): Made {
  const all: Map<string, Made> = Reflect.get(globalThis, SHARED) ?? new Map();
  Reflect.set(globalThis, SHARED, all);
  const made = all.get(name) ?? make(fill);
  all.set(name, made);
  return made;
}

function make(fill: (folder: string) => void): Made {
  const folder = makeTempFolder();
  fill(folder);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
