# These files are joined, in the order of script.ts, to one script for -Command, in the language of Windows
# PowerShell 5.1, in ASCII. Each line of stdin is a request, words separated by blanks: its number, the operation, the
# parameters. Each line of stdout belongs to an answer, in JSON. What may hold any character goes as base64 of UTF-16LE,
# for 5.1 reads and writes in the OEM code page.
#
# Cmdlets must never see a secret, neither as a parameter nor in a pipeline: with the policy "Turn on Module Logging"
# both get into the event log (4103). Calls of .NET, operators and the functions below do not.

# Constrained Language Mode (AppLocker, WDAC) forbids the calls of .NET that everything below is made of: every request
# is answered so, probe() throws powershell-restricted, and with --store auto the next store is tried. Only what this
# mode allows may stand before and in this block.
if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
    foreach ($line in $input) { '{"id":' + ($line -split ' ')[0] + ',"refused":"language-mode"}' }
    exit
}

# A getter of .NET that fails yields $null, as if there were nothing; called as a method (get_Certificates) it throws.
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$onWindows = [Environment]::OSVersion.Platform -eq 'Win32NT'

# Past the formatter, which breaks long lines.
function Send-Line([string] $line) {
    [Console]::Out.WriteLine($line)
}

function ConvertTo-Wire([string] $text) {
    [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($text))
}

function ConvertFrom-Wire([string] $text) {
    [Text.Encoding]::Unicode.GetString([Convert]::FromBase64String($text))
}

function Get-Cause($record) {
    $cause = $record.Exception
    while ($cause.InnerException) { $cause = $cause.InnerException }
    $cause
}

# The way to say why something is not done. Caught below as any other error.
function Stop-Request([string] $reason) {
    throw [ApplicationException]::new($reason)
}

function Send-Failure([int] $id, $record) {
    $cause = Get-Cause $record
    if ($cause.GetType() -eq [ApplicationException]) {
        Send-Line ('{"id":' + $id + ',"refused":"' + $cause.Message + '"}')
        return
    }
    $type = $cause.GetType().FullName
    # PowerShell's own messages quote values, and those may be secret.
    $message = if ($type -like 'System.Management.Automation.*') { '' } else { $cause.Message }
    $text = ConvertTo-Wire ($type + ': ' + $message)
    Send-Line ('{"id":' + $id + ',"failed":{"code":' + $cause.HResult + ',"text":"' + $text + '"}}')
}
