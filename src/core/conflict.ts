import { CertToolError } from './error.ts';

/** `conflicting-options`: two of what was typed or set contradict each other. */
export function conflict(one: string, other: string): CertToolError {
  const detail = { ja: `${one} と ${other}`, en: `${one} and ${other}` };
  return new CertToolError('conflicting-options', { params: { detail } });
}
