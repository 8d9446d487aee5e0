# Detection rule of the Win32 app in Intune, run as SYSTEM: a program of this version or a newer one is there. Change the version
# with each update.
#
# Ends with 0 and a line when it is there, which Intune takes for installed, otherwise with 1 and nothing.
param(
    [string] $Version = '0.1.0',
    [string] $Program = "$env:ProgramFiles\cert-tool\cert-tool.exe"
)

$ErrorActionPreference = 'SilentlyContinue'
if (-not (Test-Path -LiteralPath $Program)) { exit 1 }
$found = & $Program --version
# Of "1.2.0-rc.1" the numbers count.
if ($LASTEXITCODE -ne 0 -or [version] ("$found" -replace '[-+].*') -lt [version] $Version) { exit 1 }
"cert-tool $found"
exit 0
