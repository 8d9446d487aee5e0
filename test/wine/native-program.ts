import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Company } from '../support/company.ts';
import { entryFile } from '../support/run.ts';
import { nodeExe, type WindowsPc, windowsPath } from './wine.ts';

const SHIM = fileURLToPath(new URL('./keep-alive-shim.cjs', import.meta.url));

/**
 * Runs the built program in Windows' Node with the native store, at a practice bank on the Linux side; each run is a process of
 * its own. @returns its document, with exit code and stderr
 */
export async function runNatively(pc: WindowsPc, served: Company, args: readonly string[], password = '') {
  const env = {
    CERT_TOOL_HOME: windowsPath(join(pc.folder, 'home')),
    CERT_TOOL_BANK: served.bank.bankUrl,
    CERT_TOOL_PASSWORD: password,
    CERT_TOOL_STORE: 'native',
    NODE_EXTRA_CA_CERTS: windowsPath(served.bank.caFile),
    NODE_OPTIONS: `--require ${windowsPath(SHIM).replaceAll('\\', '/')}`,
  };
  const { code, stdout, stderr } = await pc.run(nodeExe, [windowsPath(entryFile()), ...args, '--json'], {
    env,
  });
  expect(stdout, stderr).toMatch(/^\{/);
  return { code, stderr, ...JSON.parse(stdout) };
}
