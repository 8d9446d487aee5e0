import path from 'node:path';
import { importsIn } from './imports-in.mjs';

/**
 * Circles of files that import each other, those of types alone too; what is loaded by `import()` when it is needed
 * closes none.
 * @param {Map<string, import('typescript').SourceFile>} sources by their names, relative to src/
 * @returns {string[][]} each circle once, its first file again at its end
 */
export function circlesIn(sources) {
  const targets = new Map(
    [...sources].map(([name, source]) => [
      name,
      importsIn(source)
        .filter(({ from, isLazy }) => from?.startsWith('.') && !isLazy)
        .map(({ from }) => path.posix.join(path.posix.dirname(name), from)),
    ]),
  );
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
