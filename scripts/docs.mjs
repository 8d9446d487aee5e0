// Writes docs/errors.md from the catalogue, the tables of docs/commands.md from the declarations, and
// docs/config.schema.json from those of the settings. Bundled first, because Node 20 cannot import TypeScript.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const scripts = path.dirname(fileURLToPath(import.meta.url));
const docs = path.join(scripts, '../docs');

/** A declaration names its command's code, which is not wanted here. */
const withoutCommands = {
  name: 'without-commands',
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
};

async function load(name) {
  const bundle = await build({
    entryPoints: [path.join(scripts, name)],
    bundle: true,
    format: 'esm',
    platform: 'node',
    plugins: [withoutCommands],
    write: false,
    logLevel: 'warning',
  });
  return import(`data:text/javascript,${encodeURIComponent(bundle.outputFiles[0].text)}`);
}

const { errorsPage } = await load('errors-page.ts');
await writeFile(path.join(docs, 'errors.md'), errorsPage());
const { withTables } = await load('command-tables.ts');
const commands = path.join(docs, 'commands.md');
await writeFile(commands, withTables(await readFile(commands, 'utf8')));
const { configSchemaText } = await load('../src/config/json-schema.ts');
await writeFile(path.join(docs, 'config.schema.json'), configSchemaText());
