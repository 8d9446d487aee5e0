import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The .NET that PowerShell's tool runs on. */
export const DOTNET = '10.0.12';

/** Packages of that .NET, which the SDK restores, into `into/packages`. @returns of each its folder */
export function restorePackages(names, into) {
  const wanted = names.map((name) => `<PackageDownload Include="${name}" Version="[${DOTNET}]" />`);
  const project = path.join(into, 'project/restored.csproj');
  mkdirSync(path.dirname(project));
  writeFileSync(
    project,
    `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
<ItemGroup>${wanted.join('')}</ItemGroup></Project>`,
  );
  const packages = path.join(into, 'packages');
  execFileSync('dotnet', ['restore', project, '--packages', packages], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return names.map((name) => path.join(packages, name.toLowerCase(), DOTNET));
}
