# Remediation script in Intune, run as the user who is logged in, in 64-bit PowerShell: gets and renews what is due with the
# secrets that a program of the company's knows. Asks nobody, and opens no window.
#
# Ends with 0 when it went well, otherwise with 1. Prints one line.
param(
    # Intune gives no parameters: change the values here.
    [string] $CertTool = "$env:ProgramFiles\cert-tool\cert-tool.exe",
    # Prints a list of users as "cert-tool issue --from" takes it, for this user alone: JSON lines in ASCII.
    [string] $CredentialsProgram = "$env:ProgramFiles\Example\bank-credentials.exe"
)

# Of Windows PowerShell 5.1, what a program writes to stderr would otherwise end the script.
$ErrorActionPreference = 'Continue'

foreach ($program in $CertTool, $CredentialsProgram) {
    if (-not (Test-Path -LiteralPath $program)) {
        "Not installed: $program"
        exit 1
    }
}
# Both do nothing where there is nothing to do. The secrets go from one program to the other, into no argument and no file.
$told = ''
$wrong = @()
foreach ($command in 'issue', 'renew') {
    $document = (& $CredentialsProgram | & $CertTool $command --from - --json --no-input 2>$null) -join '' | ConvertFrom-Json
    if (-not $document.ok) {
        $failed = @($document.results | Where-Object { $_ -and -not $_.ok } | ForEach-Object { "$($_.loginId) $($_.error.code) $($_.error.name)" })
        if ($failed.Count -eq 0) { $failed = @("$($document.error.code) $($document.error.name)") }
        # One login ID of the user's that cannot get a certificate does not keep another from being renewed. The first reason is told.
        if ($wrong.Count -eq 0) { $wrong = @("${command}: $(($failed | Select-Object -First 20) -join '; ')") }
    }
    $done = @($document.results | Where-Object { $_ -and $_.ok -and $_.outcome -ne 'already-valid' }).Count
    if ($done -gt 0) { $told = "$told$command $done; " }
}
if ($wrong.Count -gt 0) {
    "$told$($wrong[0])"
    exit 1
}
"OK: ${told}nothing left to do"
exit 0
