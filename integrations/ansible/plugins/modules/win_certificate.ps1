#!powershell

# Copyright: cert-tool's contributors
# MIT licence (see LICENSE)

#AnsibleRequires -CSharpUtil Ansible.Basic

$spec = @{
    options = @{
        login_id = @{ type = 'str'; required = $true }
        state = @{ type = 'str'; choices = @('issued', 'renewed', 'absent'); default = 'issued' }
        password = @{ type = 'str'; no_log = $true }
        otp = @{ type = 'str'; no_log = $true }
        otp_secret = @{ type = 'str'; no_log = $true }
        executable = @{ type = 'str'; default = "$env:ProgramFiles\cert-tool\cert-tool.exe" }
        profile = @{ type = 'str' }
        bank = @{ type = 'str' }
        ca_file = @{ type = 'path' }
        proxy = @{ type = 'str' }
        store = @{ type = 'str'; choices = @('auto', 'powershell', 'certutil', 'native', 'nss', 'file') }
        lang = @{ type = 'str'; choices = @('en', 'ja'); default = 'en' }
    }
    mutually_exclusive = @(, @('otp', 'otp_secret')) + @(, @('bank', 'profile'))
    required_by = @{ otp_secret = 'password' }
    supports_check_mode = $true
}
$module = [Ansible.Basic.AnsibleModule]::Create($args, $spec)
$params = $module.Params

# cert-tool takes these before what it reads from stdin: one that is left over on the host would be sent instead.
foreach ($name in 'PASSWORD', 'OTP', 'CONFIRMATION_PASSWORD', 'LOGIN_ID') {
    $variable = "Env:CERT_TOOL_$name"
    if (Test-Path -LiteralPath $variable) {
        $module.Warn("CERT_TOOL_$name is set on the host and has no effect. Give secrets as parameters")
        Remove-Item -LiteralPath $variable
    }
}

# As Ansible wants it: it masks nothing in other objects, and of 5.1 cannot write them.
function ConvertTo-Plain($value) {
    if ($value -is [System.Management.Automation.PSCustomObject]) {
        $plain = @{}
        foreach ($each in $value.PSObject.Properties) { $plain[$each.Name] = ConvertTo-Plain $each.Value }
        return $plain
    }
    if ($value -is [array]) { return , @($value | ForEach-Object { ConvertTo-Plain $_ }) }
    # PowerShell 7 makes dates of what looks like one.
    if ($value -is [datetime]) { return $value.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ') }
    return $value
}

# Runs cert-tool with a line on stdin and returns its document. The line is ASCII: a pipe to a program would change all else.
function Invoke-CertTool([string[]] $words, $secrets) {
    $all = $words + @('--json', '--no-input')
    foreach ($name in 'profile', 'bank', 'ca_file', 'proxy', 'store', 'lang') {
        if ($null -ne $params.$name) { $all += @("--$($name.Replace('_', '-'))", $params.$name) }
    }
    $line = [regex]::Replace((ConvertTo-Json -Compress -InputObject $secrets), '[^\x00-\x7f]', {
            param($found)
            '\u{0:x4}' -f [int] [char] $found.Value
        })
    # What it writes to stderr would otherwise end the module.
    $ErrorActionPreference = 'Continue'
    $said = ($line | & $params.executable $all 2>$null) -join ''
    try {
        return ConvertTo-Plain (ConvertFrom-Json -InputObject $said)
    } catch {
        $module.FailJson("cert-tool ended with $LASTEXITCODE and no JSON document")
    }
}

function Complete-WithError($problem) {
    # cert-tool's own hint names ways that must not be gone here, the environment among them.
    if ($problem.name -eq 'missing-input') { $problem.hint = 'Give it as a parameter: password, and otp or otp_secret.' }
    if ($problem.name -eq 'no-bank') { $problem.hint = 'Give it as a parameter: bank or profile.' }
    foreach ($name in 'code', 'name', 'message', 'hint') { $module.Result.$name = $problem.$name }
    $module.Result.exit_code = $problem.exitCode
    if ($null -ne $problem.attemptsLeft) { $module.Result.attempts_left = $problem.attemptsLeft }
    if ($null -ne $problem.requestId) { $module.Result.request_id = $problem.requestId }
    $module.FailJson("$($problem.code) ($($problem.name)): $($problem.message) $($problem.hint)")
}

if ($params.login_id.StartsWith('-')) { $module.FailJson('login_id begins with a hyphen') }
if (-not (Get-Command -Name $params.executable -CommandType Application -ErrorAction SilentlyContinue)) {
    $module.FailJson("cert-tool is not installed: $($params.executable)")
}

if ($params.state -eq 'absent' -and $module.CheckMode) {
    $document = Invoke-CertTool @('list') @{}
    if ($document.error -and $document.error.exitCode -ne 8) { Complete-WithError $document.error }
    $found = @($document.certificates | Where-Object { $_.loginId -eq $params.login_id })
    $module.Result.changed = $found.Count -gt 0
    $module.Result.outcome = if ($found.Count -gt 0) { 'dry-run' } else { 'already-gone' }
    $module.ExitJson()
}
if ($params.state -eq 'absent') {
    $document = Invoke-CertTool @('remove', $params.login_id, '--yes') @{}
    $unchanged = 'certificate-not-found', 'already-gone'
} else {
    $command = if ($params.state -eq 'renewed') { 'renew' } else { 'issue' }
    $secrets = @{ loginId = $params.login_id }
    if ($null -ne $params.password) { $secrets.password = $params.password }
    if ($null -ne $params.otp) { $secrets.otp = $params.otp }
    # Lists alone know a token's secret; they are read from stdin, too.
    if ($null -ne $params.otp_secret) {
        $secrets.otpSecret = $params.otp_secret
        $words = @($command, '--from', '-')
    } else {
        $words = @($command, $params.login_id, '--credentials', '-')
    }
    if ($module.CheckMode) { $words += '--dry-run' }
    $document = Invoke-CertTool $words $secrets
    $unchanged = 'too-early', 'already-valid'
}
if ($document.results) { $document = $document.results[0] }
if ($params.state -ne 'absent') { $module.Result.document = $document }
foreach ($warning in @($document.warnings)) {
    if ($warning) { $module.Warn("$($warning.code) $($warning.message)".Trim()) }
}
if ($document.error -and $unchanged -notcontains $document.error.name) { Complete-WithError $document.error }
$module.Result.outcome = if ($document.error) { $unchanged[1] } else { $document.outcome }
$module.Result.changed = $unchanged -notcontains $module.Result.outcome
if ($document.certificate) { $module.Result.certificate = $document.certificate }
$module.ExitJson()
