# Each sends its items, if any, and returns its answer as JSON.
$operations = @{
    probe  = { Get-Facts }
    list   = {
        $store = Open-Store 'My' 'ReadOnly'
        try { Send-Certificates $id $store.Certificates } finally { $store.Close() }
        'true'
    }
    find   = {
        $store = Open-Store 'My' 'ReadOnly'
        try { Send-Certificates $id @(Find-Certificate $store $request.thumbprint) } finally { $store.Close() }
        'true'
    }
    import = {
        if ($request.issuers) { Add-Issuers $request.issuers }
        Install-Certificate $request.pfx $request.password (ConvertFrom-Wire $request.name)
        'true'
    }
    sign   = {
        $store = Open-Store 'My' 'ReadOnly'
        try { $certificate = Find-Certificate $store $request.thumbprint } finally { $store.Close() }
        if (-not $certificate) { Stop-Request 'not-found' }
        Send-Certificates $id $certificate
        '"' + (Get-Signature $certificate $request.bytes) + '"'
    }
    remove = {
        Remove-Certificate $request.thumbprint
        'true'
    }
    seal   = { '"' + (Protect-Text $request.text) + '"' }
    unseal = { '"' + (ConvertTo-Wire (Unprotect-Text $request.sealed)) + '"' }
}

# Streams: each line is answered before the next one is read, and the end of stdin ends the script.
$input | ForEach-Object {
    $id = 0
    try {
        $request = ConvertFrom-Json $_
        $id = [int] $request.id
        $answer = & $operations[$request.op]
        Send-Line ('{"id":' + $id + ',"answer":' + $answer + '}')
    } catch {
        Send-Failure $id $_
    }
}
