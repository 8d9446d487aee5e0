import { CertToolError } from '../../core/error.ts';

/** A function of a Windows library. Numbers, strings, `Uint8Array`s, handles, `null`, and one-element arrays for results. */
export type ForeignFunction = (...args: readonly unknown[]) => unknown;

/** What cert-tool uses of koffi (https://koffi.dev), which calls functions of Windows' libraries. */
export interface Koffi {
  load(library: string): { func(prototype: string): ForeignFunction };
  struct(name: string, members: Readonly<Record<string, string>>): unknown;
  /** What a pointer of no type points to. */
  as(value: unknown, type: string): unknown;
  /** Reads a structure in memory. */
  decode(address: unknown, type: string): unknown;
  address(bytes: Uint8Array): bigint;
  /** Foreign memory, not copied. */
  view(address: unknown, length: number): ArrayBuffer;
}

/** Gets koffi from where it is: beside the program, or inside a single executable. */
export type KoffiLoader = () => Promise<Koffi>;

/**
 * Loads the optional package: the one place where the program does.
 * @throws CertToolError `koffi-missing`
 */
export const loadKoffi: KoffiLoader = async () => {
  try {
    const { default: koffi } = await import('koffi');
    return koffi as unknown as Koffi;
  } catch (error) {
    throw new CertToolError('koffi-missing', { cause: error });
  }
};
