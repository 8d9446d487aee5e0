/** A certificate that the check holds, with its key. */
export interface Held {
  readonly loginId: string;
  readonly serialNumber: string;
  /** PKCS#8, PEM. */
  readonly key: string;
  /** PEM. */
  readonly certificate: string;
}

/** What a check keeps for the next one of the same bank: what passed, and the keys of the test users' certificates. */
export interface Kept {
  readonly bank: string;
  readonly passed: readonly string[];
  readonly held: readonly Held[];
}

const FORM = 'cert-tool bank-check 1';

/** The file's text. It holds private keys. */
export function keptText(kept: Kept): string {
  return `${JSON.stringify({ form: FORM, ...kept }, undefined, 2)}\n`;
}

/** Whether a file that begins so is such a one. */
export function isKept(beginning: string): boolean {
  return beginning.includes(`"form": "${FORM}"`);
}

/** Undefined for what is none, or of another bank. */
export function readKept(text: string, bank: string): Kept | undefined {
  try {
    const { form, passed, held, bank: of } = JSON.parse(text);
    const isOne = form === FORM && of === bank && Array.isArray(passed) && Array.isArray(held);
    return isOne ? { bank, passed, held } : undefined;
  } catch {
    return undefined;
  }
}
