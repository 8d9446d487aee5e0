import type { OwnWhat } from '../../core/ports/own-data.ts';

/** What there may be of cert-tool on a PC, in the words of the JSON document: a promise to scripts (docs/commands.md). */
export type What =
  | OwnWhat
  | 'reminder'
  | 'shortcut'
  | 'browser-policy'
  | 'browser-folder'
  | 'certificate'
  | 'certificates'
  | 'practice-bank'
  | 'folder'
  | 'machine-config'
  | 'program';

/** Something of cert-tool that was found on this PC. */
export interface Found {
  readonly what: What;
  readonly path?: string;
  /** What it is, for a person. */
  readonly text: string;
  /** What else tells one from others, for the JSON document. */
  readonly more?: object;
  /** Takes it away; can be repeated, also after a kill. Left out of what stays. */
  remove?(): Promise<void>;
}

/** A kind of thing that uninstalling is about: to add one is to add it to the list in `things.ts`. */
export interface Thing {
  readonly what: What;
  /** What of it is there; nothing is changed. */
  find(): Promise<readonly Found[]>;
}
