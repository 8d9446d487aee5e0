# Hidden certificates (CERT_ARCHIVED_PROP_ID) are left out of a store that is opened without IncludeArchived.
function Open-Store([string] $name, [string] $access) {
    $location = [Security.Cryptography.X509Certificates.StoreLocation]::CurrentUser
    $store = [Security.Cryptography.X509Certificates.X509Store]::new($name, $location)
    $store.Open($access + ', IncludeArchived')
    $store
}

# All certificates of My: read once a request. Elsewhere than on Windows .NET keeps each in a file, which takes 10 ms to
# open: there they are kept until the folder changes.
function Get-All($store) {
    if ($onWindows) { return , $store.get_Certificates() }
    $changed = Get-Changed
    if ($changed -ne $script:allChanged) {
        $script:all = $store.get_Certificates()
        $script:allChanged = $changed
    }
    , $script:all
}

function Get-Changed {
    $folder = [Environment]::GetFolderPath('UserProfile') + '/.dotnet/corefx/cryptography/x509stores/my'
    [IO.Directory]::GetLastWriteTimeUtc($folder).Ticks
}

# Whether the folder has changed tells whether it was removed.
function Remove-File($store, $certificate) {
    $store.Remove($certificate)
    $changed = Get-Changed
    if ($changed -eq $script:allChanged) { Stop-Request 'not-removed' }
    for ($at = $script:all.Count - 1; $at -ge 0; $at--) {
        if ($script:all[$at].Thumbprint -eq $certificate.Thumbprint) { $script:all.RemoveAt($at) }
    }
    $script:allChanged = $changed
}

function Find-Certificate($certificates, [string] $thumbprint) {
    foreach ($found in $certificates.Find('FindByThumbprint', $thumbprint, $false)) { return $found }
}

# In octets: in base64 a line of 700,000 characters. No certificate for a person comes near it.
$longest = 512KB

# [DER, whether there is a key, friendly name, whether it is hidden]
function Format-Certificate($certificate) {
    $name = ''
    try { $name = $certificate.FriendlyName } catch { $name = '' }
    '["' + [Convert]::ToBase64String($certificate.RawData) + '",' + [int] $certificate.HasPrivateKey +
        ',"' + (ConvertTo-Wire $name) + '",' + [int] $certificate.Archived + ']'
}

# What cannot be read is left out, and what is too long for a line: that is told, [thumbprint, octets]. Returns how many
# were sent.
function Send-Certificates([int] $id, $certificates) {
    $count = 0
    foreach ($certificate in $certificates) {
        try {
            $length = $certificate.RawData.Length
            if ($length -gt $longest) { $item = '["' + $certificate.Thumbprint + '",' + $length + ']' }
            else { $item = Format-Certificate $certificate }
            Send-Line ('{"id":' + $id + ',"item":' + $item + '}')
            $count += 1
        } catch {
            try {
                Send-Line ('{"id":' + $id + ',"item":["' + $certificate.Thumbprint + '",0]}')
                $count += 1
            } catch {
                continue
            }
        }
    }
    $count
}

# An issuer that browsers need to build the chain. Never into Root: what to trust is for people to decide.
function Add-Issuer([string] $der) {
    $issuer = [Security.Cryptography.X509Certificates.X509Certificate2]::new([Convert]::FromBase64String($der))
    $store = Open-Store 'CA' 'ReadWrite'
    try {
        if (-not (Find-Certificate $store.get_Certificates() $issuer.Thumbprint)) { $store.Add($issuer) }
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
        $certificates = Get-All $store
        $certificate = Find-Certificate $certificates $thumbprint
        if (-not $certificate) { return }
        Remove-Key $certificate $certificates
        if (-not $onWindows) { return Remove-File $store $certificate }
        $store.Remove($certificate)
    } finally {
        $store.Close()
    }
    # Remove says nothing of what it cannot remove, such as a certificate that a policy put there.
    $store = Open-Store 'My' 'ReadOnly'
    try { if (Find-Certificate $store.get_Certificates() $thumbprint) { Stop-Request 'not-removed' } } finally { $store.Close() }
}

# Hides a certificate or shows it again; other systems than Windows have no such property. Nothing when it is gone.
function Set-Archived([string] $thumbprint, [bool] $archived) {
    if (-not $onWindows) { Stop-Request 'no-archive' }
    $store = Open-Store 'My' 'ReadWrite'
    try {
        $certificate = Find-Certificate $store.get_Certificates() $thumbprint
        if (-not $certificate -or $certificate.get_Archived() -eq $archived) { return }
        $certificate.Archived = $archived
    } finally {
        $store.Close()
    }
    $store = Open-Store 'My' 'ReadOnly'
    try {
        $certificate = Find-Certificate $store.get_Certificates() $thumbprint
        if ($certificate -and $certificate.get_Archived() -ne $archived) { Stop-Request 'not-archived' }
    } finally {
        $store.Close()
    }
}
