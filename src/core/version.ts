/** A version by Semantic Versioning 2.0.0; what stands behind `+` says nothing about the order. */
export interface Version {
  readonly numbers: readonly string[];
  /** Of a pre-release; empty for a release. */
  readonly identifiers: readonly string[];
}

const FORM = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;
const NUMBER = /^(?:0|[1-9]\d*)$/;
const DIGITS = /^\d+$/;

/** Reads a version (semver.org, 2.0.0, items 2, 9 and 10). Undefined for what is none. */
export function readVersion(text: string): Version | undefined {
  const [, major, minor, patch, preRelease] = FORM.exec(text) ?? [];
  if (major === undefined || minor === undefined || patch === undefined) return undefined;
  const numbers = [major, minor, patch];
  const identifiers = preRelease?.split('.') ?? [];
  const isSound =
    numbers.every((each) => NUMBER.test(each)) &&
    identifiers.every((each) => each !== '' && (NUMBER.test(each) || !DIGITS.test(each)));
  return isSound ? { numbers, identifiers } : undefined;
}

/** The order of two versions (semver.org, 2.0.0, item 11): below 0 where the first one is the older. */
export function compareVersions(one: Version, other: Version): number {
  const byNumbers = firstDifference(one.numbers, other.numbers);
  if (byNumbers !== 0) return byNumbers;
  const [a, b] = [one.identifiers, other.identifiers];
  // A pre-release comes before its release.
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  return firstDifference(a, b) || a.length - b.length;
}

function firstDifference(some: readonly string[], others: readonly string[]): number {
  for (const [index, other] of others.entries()) {
    const one = some[index];
    const difference = one === undefined ? 0 : compareIdentifiers(one, other);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Numbers by their value, whatever their length, and before words. */
function compareIdentifiers(one: string, other: string): number {
  const areNumbers = [DIGITS.test(one), DIGITS.test(other)];
  if (areNumbers[0] !== areNumbers[1]) return areNumbers[0] ? -1 : 1;
  if (areNumbers[0] && one.length !== other.length) return one.length - other.length;
  return one === other ? 0 : one < other ? -1 : 1;
}

/** A version that is newer than this one; undefined for one that is not, and where one of the two is none. */
export function newerVersion(than: string, other: string): string | undefined {
  const [one, another] = [readVersion(than), readVersion(other)];
  return one && another && compareVersions(one, another) < 0 ? other : undefined;
}
