import { CertToolError } from '../../src/core/error.ts';

/** A reader of what others wrote, as a fuzzer wants it. */
export interface FuzzTarget {
  /** That of its folder of inputs, too. */
  readonly name: string;
  /** As much as the program itself would hand to the reader, in octets. */
  readonly longest: number;
  /** Reads the octets as the program does. Throws what a user must never meet. */
  run(bytes: Buffer): void | Promise<void>;
}

export const KIB = 1024;
export const MIB = 1024 * KIB;

/** Whether people can be told what is wrong: any error of the catalogue but the one for what nobody foresaw. */
export function isForeseen(error: unknown): boolean {
  return error instanceof CertToolError && error.errorName !== 'internal';
}

/** What the work returns; undefined where it throws what it may. */
export function tolerate<T>(
  work: () => T,
  mayThrow: (error: unknown) => boolean = isForeseen,
): T | undefined {
  try {
    return work();
  } catch (error) {
    if (mayThrow(error)) return undefined;
    throw error;
  }
}

/** The same for work that takes its time. */
export async function tolerateLater<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isForeseen(error)) return undefined;
    throw error;
  }
}
