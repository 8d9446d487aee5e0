// cert-tool with the store of PowerShell on a PowerShell that is not Windows': the program itself refuses that store there.
import { homedir } from 'node:os';
import path from 'node:path';
import { runCommandLine } from '../../src/cli/run.ts';
import type { Deps } from '../../src/commands/deps.ts';
import { compose } from '../../src/compose/compose.ts';
import { Insistence } from '../../src/core/insistence.ts';
import { createPowerShellStore } from '../../src/winstore/powershell/store.ts';

const { env } = process;
const store = createPowerShellStore({
  program: env['SOAK_POWERSHELL'] ?? '',
  pendingDir: path.join(env['CERT_TOOL_HOME'] ?? homedir(), 'pending-keys', 'powershell'),
  env,
});

function withThisStore(deps: Deps): Deps {
  return { ...deps, store: async () => store, withBank: (choice) => withThisStore(deps.withBank(choice)) };
}

runCommandLine({
  argv: process.argv.slice(2),
  env,
  locale: () => 'en',
  version: '0.0.0',
  signal: new AbortController().signal,
  insistence: new Insistence(),
  compose: async (given) => withThisStore(await compose(given)),
}).then(async (code) => {
  await store.close();
  process.stdout.write('', () => process.exit(code));
});
