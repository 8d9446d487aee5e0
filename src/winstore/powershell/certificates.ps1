function Open-Store([string] $name, [string] $access) {
    $location = [Security.Cryptography.X509Certificates.StoreLocation]::CurrentUser
    $store = [Security.Cryptography.X509Certificates.X509Store]::new($name, $location)
    $store.Open($access)
    $store
}

function Find-Certificate($store, [string] $thumbprint) {
    foreach ($found in $store.get_Certificates().Find('FindByThumbprint', $thumbprint, $false)) { return $found }
}

# [DER, whether there is a key, friendly name]
function Format-Certificate($certificate) {
    $name = ''
    try { $name = $certificate.FriendlyName } catch { $name = '' }
    '["' + [Convert]::ToBase64String($certificate.RawData) + '",' + [int] $certificate.HasPrivateKey +
        ',"' + (ConvertTo-Wire $name) + '"]'
}

# What cannot be read is left out. Returns how many were sent.
function Send-Certificates([int] $id, $certificates) {
    $count = 0
    foreach ($certificate in $certificates) {
        try {
            Send-Line ('{"id":' + $id + ',"item":' + (Format-Certificate $certificate) + '}')
            $count += 1
        } catch {
            continue
        }
    }
    $count
}

# An issuer that browsers need to build the chain. Never into Root: what to trust is for people to decide.
function Add-Issuer([string] $der) {
    $issuer = [Security.Cryptography.X509Certificates.X509Certificate2]::new([Convert]::FromBase64String($der))
    $store = Open-Store 'CA' 'ReadWrite'
    try {
        if (-not (Find-Certificate $store $issuer.Thumbprint)) { $store.Add($issuer) }
    } finally {
        $store.Close()
    }
}

# Without Exportable the key can be used and not be taken away; without PersistKeySet it would go with this object.
# Opened only once: a second object without PersistKeySet would delete the key.
function Install-Certificate([string] $pfx, [string] $password, [string] $name) {
    $bytes = [Convert]::FromBase64String($pfx)
    $flags = [Security.Cryptography.X509Certificates.X509KeyStorageFlags] 'UserKeySet, PersistKeySet'
    $certificate = [Security.Cryptography.X509Certificates.X509Certificate2]::new($bytes, $password, $flags)
    try {
        if (-not $certificate.get_HasPrivateKey()) { Stop-Request 'no-key' }
        # Other systems than Windows have no friendly names; an empty one makes Windows stumble.
        if ($onWindows -and $name) { $certificate.FriendlyName = $name }
        $store = Open-Store 'My' 'ReadWrite'
        try { $store.Add($certificate) } finally { $store.Close() }
    } catch {
        $first = $_
        try { Remove-Key $certificate @() } catch { $null = $_ }
        throw $first
    }
}

# Key first: a certificate without its key can be found again and removed, a key without its certificate cannot.
function Remove-Certificate([string] $thumbprint) {
    $store = Open-Store 'My' 'ReadWrite'
    try {
        $certificate = Find-Certificate $store $thumbprint
        if (-not $certificate) { return }
        Remove-Key $certificate $store.get_Certificates()
        $store.Remove($certificate)
    } finally {
        $store.Close()
    }
    # Remove says nothing of what it cannot remove, such as a certificate that a policy put there.
    $store = Open-Store 'My' 'ReadOnly'
    try { if (Find-Certificate $store $thumbprint) { Stop-Request 'not-removed' } } finally { $store.Close() }
}
