# Each takes its parameters from $words[2] on, sends its items, if any, and returns its answer as JSON.
$operations = @{
    probe  = { Get-Facts }
    list   = {
        $store = Open-Store 'My' 'ReadOnly'
        try { Send-Certificates $id (Get-All $store) } finally { $store.Close() }
    }
    # thumbprint
    find   = {
        $store = Open-Store 'My' 'ReadOnly'
        try { Send-Certificates $id (Find-Certificate (Get-All $store) $words[2]) } finally { $store.Close() }
    }
    # PFX, password, friendly name, issuers
    import = {
        for ($at = 5; $at -lt $words.Length; $at++) { Add-Issuer $words[$at] }
        Install-Certificate $words[2] $words[3] (ConvertFrom-Wire $words[4])
        'true'
    }
    # thumbprint, bytes
    sign   = {
        $store = Open-Store 'My' 'ReadOnly'
        try { $certificate = Find-Certificate (Get-All $store) $words[2] } finally { $store.Close() }
        if (-not $certificate) { Stop-Request 'not-found' }
        $null = Send-Certificates $id $certificate
        '"' + (Get-Signature $certificate $words[3]) + '"'
    }
    # bytes, thumbprints
    'sign-all' = {
        $store = Open-Store 'My' 'ReadOnly'
        try { Send-Signatures $id (Get-All $store) $words } finally { $store.Close() }
        'true'
    }
    # thumbprint, bytes
    'key-facts' = {
        $store = Open-Store 'My' 'ReadOnly'
        try { $certificate = Find-Certificate (Get-All $store) $words[2] } finally { $store.Close() }
        if (-not $certificate) { Stop-Request 'not-found' }
        Get-KeyFacts $certificate $words[3]
    }
    # thumbprint
    remove = {
        Remove-Certificate $words[2]
        'true'
    }
    # thumbprint, 1 to hide and 0 to show
    archive = {
        Set-Archived $words[2] ($words[3] -eq '1')
        'true'
    }
    # text
    seal   = { '"' + (Protect-Text (ConvertFrom-Wire $words[2])) + '"' }
    # what seal returned
    unseal = { '"' + (ConvertTo-Wire (Unprotect-Text $words[2])) + '"' }
}

# Streams: each line is answered before the next one is read, and the end of stdin ends the script.
foreach ($line in $input) {
    $id = 0
    try {
        $words = $line.Split(' ')
        $id = [int] $words[0]
        $answer = & $operations[$words[1]]
        Send-Line ('{"id":' + $id + ',"answer":' + $answer + '}')
    } catch {
        Send-Failure $id $_
    }
}
