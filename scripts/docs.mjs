// Writes docs/errors.md from the catalogue, the tables of docs/commands.md and the list of manual pages in package.json from
// the declarations of commands, the tables of docs/doctor.md from the checks, and docs/config.schema.json from the settings.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadTypeScript } from './load-typescript.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const docs = path.join(root, 'docs');

const { errorsPage } = await loadTypeScript('errors-page.ts');
await writeFile(path.join(docs, 'errors.md'), errorsPage());
const { withTables } = await loadTypeScript('command-tables.ts');
const commands = path.join(docs, 'commands.md');
await writeFile(commands, withTables(await readFile(commands, 'utf8')));
const { withChecks } = await loadTypeScript('doctor-table.ts');
for (const [name, language] of [
  ['doctor.md', 'en'],
  ['doctor.ja.md', 'ja'],
]) {
  const page = path.join(docs, name);
  await writeFile(page, withChecks(await readFile(page, 'utf8'), language));
}
const { installedPages } = await loadTypeScript('man-pages.ts');
const manifest = path.join(root, 'package.json');
const content = { ...JSON.parse(await readFile(manifest, 'utf8')), man: installedPages() };
await writeFile(manifest, `${JSON.stringify(content, undefined, 2)}\n`);
const { configSchemaText } = await loadTypeScript('../src/config/json-schema.ts');
await writeFile(path.join(docs, 'config.schema.json'), configSchemaText());
