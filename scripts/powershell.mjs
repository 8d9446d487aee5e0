// Prepares what the tests of PowerShell need outside Windows: PowerShell 7, as a tool of the .NET 10 SDK. Does nothing
// that is done already. Prints the folder to put on the PATH.
//
//     node scripts/powershell.mjs
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const VERSION = '7.6.9';
/** The .NET that this version runs on. */
const SDK = '10.';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const folder = path.join(root, 'node_modules/.cache/powershell');
const tool = path.join(folder, 'tool');
const bin = path.join(folder, 'bin');
const program = path.join(bin, 'pwsh');
const assembly = path.join(
  tool,
  `.store/powershell/${VERSION}/powershell/${VERSION}/tools/net10.0/any/unix/pwsh.dll`,
);

if (!sdks().some((line) => line.startsWith(SDK))) {
  process.stderr.write(`The .NET SDK ${SDK}x is missing, and PowerShell with it\n`);
  process.exit(1);
}
if (!existsSync(assembly)) {
  mkdirSync(folder, { recursive: true });
  dotnet(['tool', 'install', 'PowerShell', '--version', VERSION, '--tool-path', tool]);
}
if (!existsSync(program)) {
  mkdirSync(bin, { recursive: true });
  // The tool's own program starts PowerShell as a child, which would survive the tests' kills: this one becomes it.
  writeFileSync(program, `#!/bin/sh\nexec dotnet '${assembly}' "$@"\n`, { mode: 0o755 });
}
process.stdout.write(`${bin}\n`);

function sdks() {
  try {
    return dotnet(['--list-sdks']).split('\n');
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

function dotnet(args) {
  const env = { ...process.env, DOTNET_NOLOGO: 'true', DOTNET_CLI_TELEMETRY_OPTOUT: 'true' };
  return execFileSync('dotnet', args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}
