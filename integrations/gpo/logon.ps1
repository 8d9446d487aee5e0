# Run by Group Policy at each logon, as the user: looks at this user's certificates, gets and renews what is due where a program
# of the company's knows the passwords, and writes how it stands to a folder that "cert-tool report" reads. Asks nobody.
#
# Ends with 0 when all is well, otherwise with cert-tool's exit code. Prints one line.
param(
    # The program.
    [string] $CertTool = "$env:ProgramFiles\cert-tool\cert-tool.exe",
    # A folder on a share, in which each user of each PC gets a file of their own; empty: none.
    [string] $Share = '',
    # A program that prints a list of users as "cert-tool issue --from" takes it, for this user alone: JSON lines in ASCII.
    # Empty: nothing is got or renewed here.
    [string] $CredentialsProgram = ''
)

# Of Windows PowerShell 5.1, what a program writes to stderr would otherwise end the script.
$ErrorActionPreference = 'Continue'

if (-not (Test-Path -LiteralPath $CertTool)) {
    "cert-tool is not installed: $CertTool"
    exit 1
}

# 0: all is well; 8: no certificate; 11: something is due, expired, unusable or unfinished.
$said = (& $CertTool list --check --json --no-input 2>$null) -join ''
$code = $LASTEXITCODE

# What went wrong, for the line that is printed, and the first failure as cert-tool told it, for the report.
$wrong = ''
$failure = ''
if ($CredentialsProgram -and ($code -eq 8 -or $code -eq 11)) {
    if (Get-Command -Name $CredentialsProgram -ErrorAction SilentlyContinue) {
        # Both do nothing where there is nothing to do. The secrets go from one program to the other, into no argument and no file.
        foreach ($command in 'issue', 'renew') {
            $told = (& $CredentialsProgram | & $CertTool $command --from - --json --no-input 2>$null) -join ''
            $document = $told | ConvertFrom-Json
            if (-not $document.ok -and -not $wrong) {
                $failed = @($document.results | Where-Object { $_ -and -not $_.ok } | ForEach-Object { "$($_.loginId) $($_.error.code) $($_.error.name)" })
                if ($failed.Count -eq 0) { $failed = @("$($document.error.code) $($document.error.name)") }
                $wrong = "; ${command}: $(($failed | Select-Object -First 20) -join '; ')"
                $failure = $told
            }
        }
        $said = (& $CertTool list --check --json --no-input 2>$null) -join ''
        $code = $LASTEXITCODE
    } else {
        $wrong = "; not installed: $CredentialsProgram"
    }
}

if ($Share) {
    $device = "$env:COMPUTERNAME"
    if (-not $device) { $device = hostname }
    $user = "$env:USERNAME"
    if (-not $user) { $user = whoami }
    $file = Join-Path $Share "$device-$user.json"
    # The documents are ASCII, a line each. First under another name, so that nobody reads half of it.
    Set-Content -LiteralPath "$file.new" -Value @($said, $failure | Where-Object { $_ }) -Encoding ASCII -ErrorVariable failed -ErrorAction SilentlyContinue
    if (-not $failed) {
        Move-Item -LiteralPath "$file.new" -Destination $file -Force -ErrorVariable failed -ErrorAction SilentlyContinue
    }
    if ($failed) {
        "The folder takes nothing: $Share$wrong"
        if ($code -eq 0) { $code = 1 }
        exit $code
    }
}

"cert-tool list --check: $code$wrong"
exit $code
