# Uninstall command of the Win32 app in Intune, run as SYSTEM: takes away the program and the config file for the whole PC.
# Certificates and what cert-tool keeps for each user stay: remove-user-data.ps1, run as the user before.
#
# Ends with 0, also where nothing is there, or with 1 and the reason. Prints one line.
param(
    [string] $Folder = "$env:ProgramFiles\cert-tool",
    [string] $ConfigFolder = "$env:ProgramData\cert-tool"
)

$ErrorActionPreference = 'Stop'
try {
    $files = @(Join-Path $Folder 'cert-tool.exe') + @(Join-Path $ConfigFolder 'config.json')
    if (Test-Path -LiteralPath $Folder) {
        $files += @(Get-ChildItem -LiteralPath $Folder -Filter 'cert-tool.exe.old-*' | ForEach-Object { $_.FullName })
    }
    foreach ($file in $files) {
        if (Test-Path -LiteralPath $file) { Remove-Item -LiteralPath $file -Force }
    }
    # What somebody else has put there stays.
    foreach ($each in $Folder, $ConfigFolder) {
        if ((Test-Path -LiteralPath $each) -and @(Get-ChildItem -LiteralPath $each -Force).Count -eq 0) {
            Remove-Item -LiteralPath $each -Force
        }
    }
    'cert-tool is removed'
    exit 0
} catch {
    "Failed: $_"
    exit 1
}
