/**
 * How a person starts this program again: `npx cert-tool` where it was started so and is no program of the whole PC.
 * @param script the file that was started
 */
export function programOf(env: NodeJS.ProcessEnv, script = ''): string {
  return isByNpx(env, script.replaceAll('\\', '/')) ? 'npx cert-tool' : 'cert-tool';
}

function isByNpx(env: NodeJS.ProcessEnv, script: string): boolean {
  if (script.includes('/_npx/')) return true;
  // The variables hold for all that runs below npm: `npm run` sets others, and a global program needs no npx.
  const isExec = env['npm_command'] === 'exec' || /npx-cli\.js$/.test(env['npm_execpath'] ?? '');
  return isExec && !isGlobal(env, script);
}

function isGlobal(env: NodeJS.ProcessEnv, script: string): boolean {
  const prefix = (env['npm_config_global_prefix'] || env['npm_config_prefix'] || '').replaceAll('\\', '/');
  if (prefix === '') return false;
  // By its place, or by the link to it; on Windows both are in the folder itself.
  return ['lib/node_modules/', 'bin/', 'node_modules/'].some((folder) =>
    script.startsWith(`${prefix.replace(/\/$/, '')}/${folder}`),
  );
}
