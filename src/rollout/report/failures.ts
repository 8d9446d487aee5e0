import { entryOf } from '../../core/catalogue/one.ts';
import { generally } from '../../core/catalogue/placeholders.ts';
import { findEntry, INTERRUPTED_REMEDY } from '../../core/error.ts';
import type { Language } from '../../core/text.ts';
import type { Report } from './standing.ts';
import type { Failure } from './statement.ts';

/** Whom a failure concerns. */
export interface Concerned {
  readonly loginId?: string;
  readonly device: string;
}

/** What failed for the same reason. */
export interface FailureGroup {
  readonly code: string;
  readonly name: string;
  readonly message: string;
  readonly remedy: string;
  readonly isNotTried: boolean;
  readonly concerned: readonly [Concerned, ...Concerned[]];
}

/** Failures by their codes, the most frequent first; what no run has reached comes last. */
export function failureGroups(
  { users, pcs }: Pick<Report, 'users' | 'pcs'>,
  language: Language,
): FailureGroup[] {
  const groups = new Map<string, FailureGroup & { readonly concerned: [Concerned, ...Concerned[]] }>();
  const add = (failure: Failure, concerned: Concerned, isNotTried: boolean) => {
    const group = groups.get(failure.code);
    if (group) group.concerned.push(concerned);
    else groups.set(failure.code, { ...explained(failure, language), isNotTried, concerned: [concerned] });
  };
  for (const { loginId, device, states, result } of users) {
    const isNotTried = states.includes('not-tried');
    if (result?.failure && (isNotTried || states.includes('failed'))) {
      add(result.failure, { loginId, device }, isNotTried);
    }
  }
  for (const { device, failure } of pcs) if (failure) add(failure, { device }, false);
  return [...groups.values()].sort(
    (one, other) =>
      Number(one.isNotTried) - Number(other.isNotTried) || other.concerned.length - one.concerned.length,
  );
}

/** In the page's language by the catalogue; of a code that it does not know, in the words of the run. */
function explained({ code, name, message, hint }: Failure, language: Language) {
  const found = findEntry(code) ?? findEntry(name);
  if (!found) return { code, name, message, remedy: hint };
  const entry = entryOf(found.name);
  const remedy = generally(entry.remedy, language);
  return {
    code,
    name,
    message: generally(entry.message, language),
    remedy: found.notInstalledYet ? `${INTERRUPTED_REMEDY[language]} ${remedy}` : remedy,
  };
}
