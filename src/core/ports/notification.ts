import type { Text } from '../text.ts';

/** A notification on the user's desktop. */
export interface Note {
  readonly title: string;
  readonly body: string;
}

/** Shows it and does not wait for the person. Returns why it could not be shown; undefined where it was. */
export type Notify = (note: Note) => Promise<Text | undefined>;
