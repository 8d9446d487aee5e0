import type { Metafile } from 'esbuild';

export interface Bundled {
  program: string[];
  packages: Map<string, string[]>;
  external: string[];
}
export declare function whatIsBundled(metafile: Pick<Metafile, 'inputs' | 'outputs'>): Bundled;
