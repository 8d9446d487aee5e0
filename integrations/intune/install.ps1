# Install command of a Win32 app in Intune, run as SYSTEM: puts cert-tool.exe, and the config file for the whole PC where one lies
# beside this script, into their folders. The same for an update.
#
# Ends with 0, or with 1 and the reason. Prints one line.
param(
    [string] $Folder = "$env:ProgramFiles\cert-tool",
    [string] $ConfigFolder = "$env:ProgramData\cert-tool"
)

$ErrorActionPreference = 'Stop'
try {
    $program = Join-Path $Folder 'cert-tool.exe'
    New-Item -ItemType Directory -Path $Folder -Force | Out-Null
    # A program that runs can be renamed, not replaced. What is in use now goes with the next update.
    Get-ChildItem -LiteralPath $Folder -Filter 'cert-tool.exe.old-*' | Remove-Item -Force -ErrorAction SilentlyContinue
    if (Test-Path -LiteralPath $program) {
        Rename-Item -LiteralPath $program -NewName "cert-tool.exe.old-$(Get-Random)"
    }
    Copy-Item -LiteralPath (Join-Path $PSScriptRoot 'cert-tool.exe') -Destination $program -Force
    $config = Join-Path $PSScriptRoot 'config.json'
    if (Test-Path -LiteralPath $config) {
        New-Item -ItemType Directory -Path $ConfigFolder -Force | Out-Null
        Copy-Item -LiteralPath $config -Destination (Join-Path $ConfigFolder 'config.json') -Force
    }
    "cert-tool $(& $program --version)"
    exit $LASTEXITCODE
} catch {
    "Failed: $_"
    exit 1
}
