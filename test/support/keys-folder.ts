import type { TestProject } from 'vitest/node';
import { oncePerRun } from './once-per-run.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the test files of this run keep the RSA keys that they have made. */
    keysFolder: string;
  }
}

/** A folder for {@link ./kept-keys.ts}, gone after the run. */
export default function setup(project: TestProject): () => void {
  const { folder, remove } = oncePerRun('keys', () => undefined);
  project.provide('keysFolder', folder);
  return remove;
}
