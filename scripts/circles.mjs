import path from 'node:path';
import { importsIn } from './imports-in.mjs';

/**
 * What each file imports of the others, types too; not what is loaded by `import()` when it is needed.
 * @param {Map<string, import('typescript').SourceFile>} sources by their names, relative to src/
 * @param {(name: string, found: {isType: boolean}) => boolean} counts
 * @returns {Map<string, string[]>}
 */
export function fileImports(sources, counts = () => true) {
  return new Map(
    [...sources].map(([name, source]) => [
      name,
      importsIn(source)
        .filter((found) => found.from?.startsWith('.') && !found.isLazy && counts(name, found))
        .map(({ from }) => path.posix.join(path.posix.dirname(name), from)),
    ]),
  );
}

/**
 * Circles of what imports each other.
 * @param {Map<string, string[]>} targets
 * @returns {string[][]} each circle once, its first one again at its end
 */
export function circlesIn(targets) {
  const done = new Set();
  const circles = [];
  const follow = (name, trail) => {
    const begun = trail.indexOf(name);
    if (begun >= 0) circles.push([...trail.slice(begun), name]);
    if (begun >= 0 || done.has(name)) return;
    for (const target of targets.get(name) ?? []) follow(target, [...trail, name]);
    done.add(name);
  };
  for (const name of targets.keys()) follow(name, []);
  return circles;
}
