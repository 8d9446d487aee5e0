// Writes docs/errors.md from the catalogue. Bundled first, because Node 20 cannot import TypeScript.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const scripts = path.dirname(fileURLToPath(import.meta.url));
const bundle = await build({
  entryPoints: [path.join(scripts, 'errors-page.ts')],
  bundle: true,
  format: 'esm',
  platform: 'node',
  write: false,
  logLevel: 'warning',
});
const { errorsPage } = await import(`data:text/javascript,${encodeURIComponent(bundle.outputFiles[0].text)}`);
await writeFile(path.join(scripts, '../docs/errors.md'), errorsPage());
