# Takes away what cert-tool keeps for the user who is logged in, before the program goes; run as that user. The certificates
# stay, for another program may use them. With -WhatIf it only says what would go.
#
# Ends with 0, or with 1 and the reason. Prints one line.
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [string] $CertTool = "$env:ProgramFiles\cert-tool\cert-tool.exe"
)

# Of Windows PowerShell 5.1, what a program writes to stderr would otherwise end the script.
$ErrorActionPreference = 'Continue'

if (-not (Test-Path -LiteralPath $CertTool)) {
    "cert-tool is not installed: $CertTool"
    exit 0
}
$words = @('uninstall', '--yes', '--json', '--no-input')
if ($WhatIfPreference) { $words += '--dry-run' }
$document = (& $CertTool $words 2>$null) -join '' | ConvertFrom-Json
if (-not $document.ok) {
    "Failed: $($document.error.code) $($document.error.name)"
    exit 1
}
$gone = @($document.results | Where-Object { $_.outcome -eq 'removed' -or $_.outcome -eq 'dry-run' } | ForEach-Object { $_.what })
if ($gone.Count -eq 0) { $gone = @('nothing was here') }
"OK: $($gone -join ', ')"
exit 0
