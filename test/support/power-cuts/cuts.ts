import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { type Content, diskWith, type History, type Tree } from './disk.ts';

/** A disk as a power cut may leave it, and what the bank has come to by then. */
export interface Cut {
  /** The same for disks between which nothing that counts differs. */
  readonly key: string;
  readonly label: string;
  readonly tree: Tree;
  /** The number of the answer before; 0 before any. */
  readonly bank: number;
  /** The command had ended, so what it said is promised. */
  readonly isOver: boolean;
}

/** Of no weight: what they hold changes nothing, and would make every disk another one. */
const WEIGHTLESS = /(^|\/)(log|locks)(\/|$)/;
/** What nobody looks into stays or goes: with all that is unsynced, not alone, too. */
const LEFTOVER_GONE = /^unlink .*\/\.unfinished-/;

/**
 * The disks that power cuts at these moments may leave, each once: of what was not synced nothing is there; names alone; all
 * of it, content whole, cut or zeros; and each change lost alone or kept alone.
 * @param withoutSync the number of a sync that is taken not to have happened
 */
export function cutsOf(history: History, withoutSync?: number): Cut[] {
  const found = new Map<string, Cut>();
  const { changes } = history;
  for (let moment = 0; moment <= changes.length; moment += 1) {
    const isOver = moment === changes.length;
    const unsynced = unsyncedAt(history, moment, withoutSync);
    for (const bank of banksAt(history, moment)) {
      for (const { label, lost, content } of mixes(history, unsynced)) {
        const kept = (index: number) => index < moment && !lost.has(index);
        const spoil = (index: number) => (unsynced.includes(index) ? content : 'whole');
        const tree = diskWith(history, kept, spoil);
        const key = `${isOver} ${bank} ${hash(tree)}`;
        const after = changes[moment - 1]?.label ?? 'nothing';
        if (!found.has(key))
          found.set(key, { key, label: `${moment} after ${after}: ${label}`, tree, bank, isOver });
      }
    }
  }
  return [...found.values()];
}

/** The changes before this moment that no sync has made last. */
function unsyncedAt({ changes }: History, moment: number, withoutSync: number | undefined): number[] {
  const before = changes.slice(0, moment);
  const syncs = before.flatMap((change, index) =>
    index !== withoutSync && change.kind === 'none' && change.step.act === 'sync'
      ? [{ thing: change.of[0], covers: change.step.covers }]
      : [],
  );
  return [...before.entries()]
    .filter(
      ([index, change]) =>
        change.kind !== 'none' &&
        !syncs.some(({ thing, covers }) => covers > index && change.of.some((each) => each === thing)),
    )
    .map(([index]) => index);
}

/** What the bank may have come to: a request that is under way may have arrived. */
function banksAt({ changes }: History, moment: number): number[] {
  let [bank, isAsked] = [0, false];
  for (const change of changes.slice(0, moment)) {
    if (change.kind !== 'none') continue;
    if (change.step.act === 'request') isAsked = true;
    if (change.step.act === 'answer') [bank, isAsked] = [change.step.copy, false];
  }
  return isAsked ? [bank, bank + 1] : [bank];
}

/** Nobody reads what is in it: it is removed, whatever it is. */
const UNFINISHED = /(^|\/)\.unfinished-/;

interface Mix {
  readonly label: string;
  readonly lost: ReadonlySet<number>;
  readonly content: Content;
}

function mixes({ changes }: History, unsynced: readonly number[]): Mix[] {
  const mix = (label: string, lost: readonly number[], content: Content = 'whole') => ({
    label,
    lost: new Set(lost),
    content,
  });
  const weighty = unsynced.filter((index) => {
    const label = changes[index]?.label ?? '';
    return !WEIGHTLESS.test(placeOf(label)) && !LEFTOVER_GONE.test(label);
  });
  const contents = unsynced.filter((index) => changes[index]?.kind === 'data');
  return [
    mix('nothing that was not synced', unsynced),
    mix('names alone', contents),
    mix('all', []),
    mix('all, content cut', [], 'half'),
    mix('all, content zeros', [], 'zeros'),
    ...weighty.flatMap((index) => {
      const label = changes[index]?.label;
      return [
        mix(`all but ${label}`, [index]),
        mix(
          `only ${label}`,
          unsynced.filter((each) => each !== index),
        ),
      ];
    }),
  ];
}

function placeOf(label: string): string {
  return label.slice(label.indexOf(' ') + 1);
}

function hash(tree: Tree): string {
  const sum = createHash('sha256');
  for (const [path, { data }] of tree) {
    if (WEIGHTLESS.test(path) || UNFINISHED.test(dirname(path))) continue;
    const content = UNFINISHED.test(path) ? 'unfinished' : (data ?? 'folder');
    sum.update(`${path}\0${content.length}\0`).update(content);
  }
  return sum.digest('hex');
}
