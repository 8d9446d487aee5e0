import { setFlagsFromString } from 'node:v8';

/** The engine's major version: 11 on Node 20, 12 on 22, 13 on 24. */
export const V8 = Number.parseInt(process.versions.v8, 10);
/** That knows our flags; a newer one could say on stderr that it does not. */
export const NEWEST_V8 = 14;

/** A flag that V8 looks at each time, so that it may be set in a running program. */
export interface Flag {
  readonly name: string;
  readonly ours: number;
  readonly usual: number;
}

const held = new Map<string, Flag>();

/** Sets a flag from now on. Whatever is compiled later has to be loaded by `withUsualFlags`. */
export function holdFlag(flag: Flag): void {
  held.set(flag.name, flag);
  setFlag(flag.name, flag.ours);
}

/** Sets all flags as they were. */
export function releaseFlags(): void {
  for (const { name, usual } of held.values()) setFlag(name, usual);
  held.clear();
}

/**
 * Does what takes compiled code. V8 takes such, Node's own as well, only where its flags are those that it was compiled with.
 */
export function withUsualFlags<T>(work: () => T): T {
  for (const { name, usual } of held.values()) setFlag(name, usual);
  try {
    return work();
  } finally {
    for (const { name, ours } of held.values()) setFlag(name, ours);
  }
}

export function setFlag(name: string, value: number): void {
  setFlagsFromString(`--${name}=${value}`);
}
