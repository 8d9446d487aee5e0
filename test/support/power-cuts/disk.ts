import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A disk on which every change can be lost until it was synced, as POSIX allows: a file's content until the file is synced,
 * a name in a folder (made, renamed, removed) until the folder is. A rename is one change, of both folders: file systems
 * keep it whole.
 */

/** What test/support/power-cut-recorder.cjs writes down. Paths are relative to the home folder. */
export type Step =
  | { readonly act: 'mkdir' | 'create'; readonly path: string; readonly mode: number }
  | { readonly act: 'open'; readonly path: string; readonly file: number }
  | { readonly act: 'write'; readonly file: number; readonly data: string }
  | { readonly act: 'rename'; readonly path: string; readonly to: string }
  | { readonly act: 'unlink'; readonly path: string }
  /** @property covers the number of steps before the sync began */
  | { readonly act: 'sync'; readonly file: number; readonly covers: number }
  | { readonly act: 'request' }
  | { readonly act: 'answer'; readonly copy: number };

/** A file or folder, whatever its name. */
interface Thing {
  readonly mode: number;
  readonly begun: { readonly data: Buffer } | { readonly names: ReadonlyMap<string, number> };
}

interface Name {
  readonly folder: number;
  readonly name: string;
}

/** A change, by things instead of names, so that it has a meaning where others are lost. */
export type Change = {
  /** What it is called in messages. */
  readonly label: string;
  /** The things whose sync makes it last. */
  readonly of: readonly number[];
} & (
  | { readonly kind: 'name'; readonly add?: Name; readonly remove?: Name; readonly thing: number }
  | { readonly kind: 'data'; readonly thing: number; readonly data: Buffer }
  | { readonly kind: 'none'; readonly step: Step }
);

export interface History {
  readonly things: ReadonlyMap<number, Thing>;
  readonly changes: readonly Change[];
}

const ROOT = 0;

/** What is in a folder: of files the content, of folders undefined. */
export type Tree = Map<string, { readonly mode: number; readonly data?: Buffer }>;

export function readTree(home: string): Tree {
  const tree: Tree = new Map();
  const read = (path: string) => {
    for (const name of readdirSync(join(home, path)).sort()) {
      const own = join(path, name);
      const stats = lstatSync(join(home, own));
      const mode = stats.mode & 0o777;
      tree.set(own, stats.isDirectory() ? { mode } : { mode, data: readFileSync(join(home, own)) });
      if (stats.isDirectory()) read(own);
    }
  };
  read('');
  return tree;
}

/** Makes a folder's contents those of the tree. */
export function writeTree(home: string, tree: Tree): void {
  for (const name of readdirSync(home)) rmSync(join(home, name), { recursive: true });
  for (const [path, { mode, data }] of tree) {
    if (data) writeFileSync(join(home, path), data, { mode });
    else mkdirSync(join(home, path), { mode });
    chmodSync(join(home, path), mode);
  }
}

/** Follows the steps from what was there before, all of it synced. */
export function historyOf(before: Tree, steps: readonly Step[]): History {
  const maker = new HistoryMaker(before);
  return { things: maker.things, changes: steps.map((step) => maker.add(step)) };
}

class HistoryMaker {
  readonly things = new Map<number, Thing>([[ROOT, { mode: 0o700, begun: { names: new Map() } }]]);
  /** Where everything is when nothing is lost. */
  readonly #at = new Map<string, number>([['', ROOT]]);
  readonly #files = new Map<number, { thing: number; path: string }>();

  constructor(before: Tree) {
    for (const [path, { mode, data }] of before) {
      const thing = this.#make(mode, data ? { data } : { names: new Map() });
      const { folder, name } = this.#nameOf(path);
      const parent = this.things.get(folder);
      if (!parent || !('names' in parent.begun)) throw new Error(`no folder for ${path}`);
      this.things.set(folder, {
        ...parent,
        begun: { names: new Map([...parent.begun.names, [name, thing]]) },
      });
      this.#at.set(path, thing);
    }
  }

  add(step: Step): Change {
    switch (step.act) {
      case 'mkdir':
      case 'create': {
        const thing = this.#make(
          step.mode,
          step.act === 'mkdir' ? { names: new Map() } : { data: Buffer.alloc(0) },
        );
        const add = this.#nameOf(step.path);
        this.#at.set(step.path, thing);
        return { kind: 'name', label: `${step.act} ${step.path}`, of: [add.folder], add, thing };
      }
      case 'rename':
        return this.#rename(step.path, step.to);
      case 'unlink': {
        const thing = this.#at.get(step.path);
        if (thing === undefined) return { kind: 'none', label: 'unlinked already', of: [], step };
        const remove = this.#nameOf(step.path);
        this.#at.delete(step.path);
        return { kind: 'name', label: `unlink ${step.path}`, of: [remove.folder], remove, thing };
      }
      case 'open':
        this.#files.set(step.file, { thing: this.#thingAt(step.path), path: step.path });
        return { kind: 'none', label: `open ${step.path}`, of: [], step };
      case 'write': {
        const { thing, path } = this.#opened(step.file);
        const data = Buffer.from(step.data, 'base64');
        return { kind: 'data', label: `write ${path}`, of: [thing], thing, data };
      }
      case 'sync': {
        const { thing, path } = this.#opened(step.file);
        return { kind: 'none', label: `sync ${path}`, of: [thing], step };
      }
      default:
        return { kind: 'none', label: step.act, of: [], step };
    }
  }

  #make(mode: number, begun: Thing['begun']): number {
    const thing = this.things.size;
    this.things.set(thing, { mode, begun });
    return thing;
  }

  #rename(from: string, to: string): Change {
    const thing = this.#thingAt(from);
    const [remove, add] = [this.#nameOf(from), this.#nameOf(to)];
    for (const [path, each] of [...this.#at]) {
      if (path !== from && !path.startsWith(`${from}/`)) continue;
      this.#at.delete(path);
      this.#at.set(`${to}${path.slice(from.length)}`, each);
    }
    const of = [...new Set([remove.folder, add.folder])];
    return { kind: 'name', label: `rename ${from} ${to}`, of, remove, add, thing };
  }

  #nameOf(path: string): Name {
    const slash = path.lastIndexOf('/');
    return { folder: this.#thingAt(path.slice(0, Math.max(slash, 0))), name: path.slice(slash + 1) };
  }

  #thingAt(path: string): number {
    const thing = this.#at.get(path);
    if (thing === undefined) throw new Error(`not there: ${path}`);
    return thing;
  }

  #opened(file: number): { thing: number; path: string } {
    const opened = this.#files.get(file);
    if (!opened) throw new Error(`not opened: ${file}`);
    return opened;
  }
}

/** How unsynced content looks that is kept: as written, cut in half, or as blocks that were never written. */
export type Content = 'whole' | 'half' | 'zeros';

/** The disk with these of the changes, in their order. */
export function diskWith(
  { things, changes }: History,
  kept: (index: number) => boolean,
  content: (index: number) => Content,
): Tree {
  const folders = new Map<number, Map<string, number>>();
  const files = new Map<number, Buffer>();
  for (const [thing, { begun }] of things) {
    if ('names' in begun) folders.set(thing, new Map(begun.names));
    else files.set(thing, begun.data);
  }
  for (const [index, change] of changes.entries()) {
    if (change.kind === 'none' || !kept(index)) continue;
    if (change.kind === 'data') {
      const data = spoiled(change.data, content(index));
      files.set(change.thing, Buffer.concat([files.get(change.thing) ?? Buffer.alloc(0), data]));
      continue;
    }
    const { add, remove, thing } = change;
    const leaving = remove && folders.get(remove.folder);
    if (remove && leaving?.get(remove.name) === thing) leaving.delete(remove.name);
    if (add) folders.get(add.folder)?.set(add.name, thing);
  }
  const tree: Tree = new Map();
  const walk = (folder: number, path: string) => {
    for (const [name, thing] of [...(folders.get(folder) ?? [])].sort(([one], [other]) =>
      one < other ? -1 : 1,
    )) {
      const own = path === '' ? name : `${path}/${name}`;
      const mode = things.get(thing)?.mode ?? 0o700;
      const data = files.get(thing);
      tree.set(own, data ? { mode, data } : { mode });
      if (!data) walk(thing, own);
    }
  };
  walk(ROOT, '');
  return tree;
}

function spoiled(data: Buffer, content: Content): Buffer {
  if (content === 'half') return data.subarray(0, Math.floor(data.length / 2));
  return content === 'zeros' ? Buffer.alloc(data.length) : data;
}
