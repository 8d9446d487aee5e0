import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names of the packages that the sources in a folder import, types included. */
export function importedPackages(folder: string): Set<string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const imports = /(?:from|import\(|import) *'((?:@[\w.-]+\/)?\w[\w.-]*)(?=['/])/g;
  return new Set(
    files.flatMap((name) =>
      [...readFileSync(join(folder, name), 'utf8').matchAll(imports)].map(([, imported = '']) => imported),
    ),
  );
}
