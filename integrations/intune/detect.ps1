# Detection script of a remediation in Intune, run as the user who is logged in, in 64-bit PowerShell.
#
# Ends with 0 when all certificates of this user are well, with 1 when something is to be done. Prints one line.
param(
    # Intune gives no parameters: change the value here.
    [string] $CertTool = "$env:ProgramFiles\cert-tool\cert-tool.exe"
)

# Of Windows PowerShell 5.1, what a program writes to stderr would otherwise end the script.
$ErrorActionPreference = 'Continue'

if (-not (Test-Path -LiteralPath $CertTool)) {
    "cert-tool is not installed: $CertTool"
    exit 1
}
$document = (& $CertTool list --check --json --no-input 2>$null) -join '' | ConvertFrom-Json
$code = $LASTEXITCODE
if ($code -eq 0) {
    $ends = @($document.certificates | Sort-Object notAfter | Select-Object -First 1)
    "OK: $(@($document.certificates).Count), the first ends $($ends[0].lastWorkingDay)"
    exit 0
}
if ($code -eq 8) {
    'To do: no certificate'
    exit 1
}
if ($code -eq 11) {
    $all = @($document.certificates) + @($document.damaged) + @($document.unfinished) + @($document.unreadable)
    $reasons = @($all | Where-Object { $_.attention } | ForEach-Object { "$($_.loginId) $($_.attention -join ',')".Trim() })
    "To do: $(($reasons | Select-Object -First 20) -join '; ')"
    exit 1
}
"Failed: $($document.error.code) $($document.error.name)"
exit 1
