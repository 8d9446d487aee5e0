import type { Bundled } from './bundled.mjs';

export interface Part {
  name: string;
  version: string;
  licence: string;
  description: string;
  purl: string;
  cpe?: string;
  type?: string;
  file: string;
  content: Buffer;
  user?: string;
  closed?: boolean;
}
export declare function makeSbom(
  root: string,
  bundled: Bundled,
  options: { purl: string; parts: readonly Part[] },
): Promise<string>;
