// Prepares what the tests of PowerShell need outside Windows: PowerShell 7, as a tool of the .NET 10 SDK. Does nothing
// that is done already. Prints the folder to put on the PATH.
//
// The tool brings assemblies that .NET compiles anew each time it starts them, which takes half of a start. They are compiled
// once, by .NET's own compiler, as they are in PowerShell's other packages.
//
//     node scripts/powershell.mjs
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { withPackages } from './dotnet.mjs';
import { once } from './once.mjs';

const VERSION = '7.6.9';
/** The .NET that this version runs on. */
const SDK = '10.';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const folder = path.join(root, 'node_modules/.cache/powershell');
const tool = path.join(folder, 'tool');
const bin = path.join(folder, 'bin');
const program = path.join(bin, 'pwsh');
const assemblies = path.join(
  tool,
  `.store/powershell/${VERSION}/powershell/${VERSION}/tools/net10.0/any/unix`,
);
const assembly = path.join(assemblies, 'pwsh.dll');
/** What each start uses most of. */
const COMPILED = ['System.Management.Automation.dll', 'Microsoft.PowerShell.ConsoleHost.dll'];
const compiled = path.join(folder, 'compiled');

if (!sdks().some((line) => line.startsWith(SDK))) {
  process.stderr.write(`The .NET SDK ${SDK}x is missing, and PowerShell with it\n`);
  process.exit(1);
}
if (!existsSync(assembly)) {
  mkdirSync(folder, { recursive: true });
  dotnet(['tool', 'install', 'PowerShell', '--version', VERSION, '--tool-path', tool]);
}
try {
  once(compiled, compileInto);
  for (const name of COMPILED) putInPlace(name);
} catch (error) {
  process.stderr.write(`PowerShell starts slowly, for it could not be compiled: ${error.message.trim()}\n`);
}
if (!existsSync(program)) {
  mkdirSync(bin, { recursive: true });
  // The tool's own program starts PowerShell as a child, which would survive the tests' kills: this one becomes it.
  writeFileSync(program, `#!/bin/sh\nexec dotnet '${assembly}' "$@"\n`, { mode: 0o755 });
}
process.stdout.write(`${bin}\n`);

function compileInto(made) {
  withPackages(['Microsoft.NETCore.App.Crossgen2.linux-x64'], made, ([compiler]) => {
    for (const name of COMPILED) {
      const references = [runtime(), assemblies].flatMap((each) => ['--reference', path.join(each, '*.dll')]);
      const target = ['--targetos', 'linux', '--targetarch', 'x64', '--optimize'];
      const words = [path.join(assemblies, name), '--out', path.join(made, name), ...references, ...target];
      execFileSync(path.join(compiler, 'tools/crossgen2'), words, { stdio: ['ignore', 'ignore', 'inherit'] });
    }
  });
}

/** In the place of what the tool brought, which is smaller. */
function putInPlace(name) {
  const [from, to] = [compiled, assemblies].map((each) => path.join(each, name));
  if (statSync(from).size === statSync(to).size) return;
  copyFileSync(from, `${to}.new`);
  renameSync(`${to}.new`, to);
}

/** The folder of the framework that PowerShell runs on here. */
function runtime() {
  const [, found] = /^Microsoft\.NETCore\.App (10\.\S+ \[.*)\]$/m.exec(dotnet(['--list-runtimes'])) ?? [];
  if (!found) throw new Error('no runtime of .NET 10');
  const [version, where] = found.split(' [');
  return path.join(where, version);
}

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
