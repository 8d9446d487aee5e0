import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { cleanEnvironment } from './environment.ts';
import { oncePerRun } from './once-per-run.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The package as it would be published, built from the sources of this moment. */
    packageFolder: string;
    /** A CERT_TOOL_HOME with a practice bank that was set up and never used. */
    bankHome: string;
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Builds the program once, apart from dist/: runs side by side do not take each other's files away. BUILT_PROGRAM names a folder
 * where that has been done already, from the sources of this moment.
 */
export default function setup(project: TestProject): () => void {
  const { folder, remove } = oncePerRun('program', build);
  project.provide('packageFolder', join(folder, 'package'));
  project.provide('bankHome', join(folder, 'home'));
  return remove;
}

function build(folder: string): void {
  const packageFolder = join(folder, 'package');
  mkdirSync(packageFolder);
  const built = process.env['BUILT_PROGRAM'];
  const dist = join(packageFolder, 'dist');
  if (built) cpSync(join(root, built), dist, { recursive: true });
  else execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), dist]);
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { files: string[] };
  for (const name of ['package.json', ...manifest.files]) {
    if (name !== 'dist' && existsSync(join(root, name))) {
      cpSync(join(root, name), join(packageFolder, name), { recursive: true });
    }
  }
  execFileSync(process.execPath, [join(packageFolder, 'bin/cert-tool.cjs'), 'sandbox', 'info', '--json'], {
    env: cleanEnvironment(join(folder, 'home')),
  });
}
