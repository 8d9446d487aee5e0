import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The .NET that PowerShell's tool runs on. */
export const DOTNET = '10.0.12';

/**
 * Restores packages of that .NET by the SDK, below a folder, until they are used.
 * @param use gets the folder of each
 */
export function withPackages(names, below, use) {
  const restored = path.join(below, 'restored');
  const wanted = names.map((name) => `<PackageDownload Include="${name}" Version="[${DOTNET}]" />`);
  const project = path.join(restored, 'project/restored.csproj');
  mkdirSync(path.dirname(project), { recursive: true });
  writeFileSync(
    project,
    `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
<ItemGroup>${wanted.join('')}</ItemGroup></Project>`,
  );
  const packages = path.join(restored, 'packages');
  execFileSync('dotnet', ['restore', project, '--packages', packages], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  use(names.map((name) => path.join(packages, name.toLowerCase(), DOTNET)));
  rmSync(restored, { recursive: true });
}
