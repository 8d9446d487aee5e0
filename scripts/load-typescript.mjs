import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const scripts = path.dirname(fileURLToPath(import.meta.url));

/** A declaration names its command's code, which is not wanted here. */
const withoutCommands = {
  name: 'without-commands',
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
};

/**
 * The exports of a TypeScript file of this folder, bundled first, because Node 20 cannot import TypeScript.
 * @param {string} name
 */
export async function loadTypeScript(name) {
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
