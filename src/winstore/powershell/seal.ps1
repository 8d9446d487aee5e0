# The data protection interface of Windows (DPAPI): only this account on this PC opens what was sealed.
function Import-DataProtection {
    if ($PSVersionTable.PSEdition -eq 'Core') { $name = 'System.Security.Cryptography.ProtectedData' }
    else { $name = 'System.Security, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a' }
    $null = [Reflection.Assembly]::Load($name)
}

function Protect-Text([string] $text) {
    if (-not $onWindows) { Stop-Request 'no-seal' }
    Import-DataProtection
    $bytes = [Text.Encoding]::UTF8.GetBytes($text)
    [Convert]::ToBase64String([Security.Cryptography.ProtectedData]::Protect($bytes, $null, 'CurrentUser'))
}

function Unprotect-Text([string] $sealed) {
    if (-not $onWindows) { Stop-Request 'seal-broken' }
    Import-DataProtection
    $bytes = [Convert]::FromBase64String($sealed)
    [Text.Encoding]::UTF8.GetString([Security.Cryptography.ProtectedData]::Unprotect($bytes, $null, 'CurrentUser'))
}
