# NTE_PERM, E_ACCESSDENIED: the key is there, but this user may not have it.
$denied = @(-2146893808, -2147024891)

# $certificate.PrivateKey is null for the keys of CNG.
function Open-Key($certificate) {
    $key = [Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPrivateKey($certificate)
    if ($null -eq $key) {
        $key = [Security.Cryptography.X509Certificates.ECDsaCertificateExtensions]::GetECDsaPrivateKey($certificate)
    }
    $key
}

function Test-Cng($key) {
    ($key -is [Security.Cryptography.RSACng]) -or ($key -is [Security.Cryptography.ECDsaCng])
}

function Test-Csp($key) {
    $key -is [Security.Cryptography.RSACryptoServiceProvider] -and $onWindows
}

# Where a key lies; two certificates with the same one share it.
function Get-KeyPlace($key) {
    if (Test-Cng $key) { return $key.Key.Provider.Provider + '\' + $key.Key.UniqueName }
    if (Test-Csp $key) { return $key.CspKeyContainerInfo.ProviderName + '\' + $key.CspKeyContainerInfo.UniqueKeyContainerName }
    ''
}

# Cards ask for their PIN, and protected keys for consent: that would be a dialog.
function Test-Asks($key) {
    if (Test-Cng $key) {
        if ($key.Key.Provider.Provider -like '*smart*card*') { return $true }
        # Not every provider knows this property.
        try { return $key.Key.get_UIPolicy().ProtectionLevel -ne 'None' } catch { return $false }
    }
    if (Test-Csp $key) {
        $container = $key.CspKeyContainerInfo
        return $container.Protected -or $container.HardwareDevice -or $container.Removable
    }
    $false
}

# RSASSA-PKCS1-v1_5 with SHA-256
function Get-Signature($certificate, [string] $bytes) {
    $key = [Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPrivateKey($certificate)
    if ($null -eq $key) { Stop-Request 'no-key' }
    if (Test-Asks $key) { Stop-Request 'asks' }
    $hash = [Security.Cryptography.HashAlgorithmName]::SHA256
    $padding = [Security.Cryptography.RSASignaturePadding]::Pkcs1
    [Convert]::ToBase64String($key.SignData([Convert]::FromBase64String($bytes), $hash, $padding))
}

# As JSON: the provider that keeps a key, where it can be opened, and the HRESULT with which it does not sign (0: it signs).
function Get-KeyFacts($certificate, [string] $bytes) {
    $provider = ''
    $code = 0
    try {
        $key = Open-Key $certificate
        if (Test-Cng $key) { $provider = $key.Key.Provider.Provider }
        elseif (Test-Csp $key) { $provider = $key.CspKeyContainerInfo.ProviderName }
        $null = Get-Signature $certificate $bytes
    } catch {
        $code = (Get-Cause $_).HResult
    }
    '["' + (ConvertTo-Wire $provider) + '",' + $code + ']'
}

# Each in its turn, an empty one for a key that does not sign, whatever the reason.
function Send-Signatures([int] $id, $certificates, $words) {
    $found = @{}
    foreach ($certificate in $certificates) { $found[$certificate.Thumbprint] = $certificate }
    for ($at = 3; $at -lt $words.Length; $at++) {
        $signature = ''
        try { $signature = Get-Signature $found[$words[$at]] $words[2] } catch { $signature = '' }
        Send-Line ('{"id":' + $id + ',"item":"' + $signature + '"}')
    }
}

# Whether one of the others uses the key at this place. One that cannot be opened might.
function Test-Shared([string] $place, $certificate, $others) {
    $publicKey = $certificate.GetPublicKeyString()
    foreach ($other in $others) {
        if ($other.Thumbprint -eq $certificate.Thumbprint) { continue }
        try { if ($other.GetPublicKeyString() -ne $publicKey) { continue } } catch { continue }
        try {
            if ($other.get_HasPrivateKey() -and (Get-KeyPlace (Open-Key $other)) -eq $place) { return $true }
        } catch {
            return $true
        }
    }
    $false
}

# Elsewhere than on Windows the key is in the same file as its certificate and goes with it.
function Remove-Key($certificate, $others) {
    if (-not $certificate.get_HasPrivateKey()) { return }
    try {
        $key = Open-Key $certificate
    } catch {
        if ($denied -contains (Get-Cause $_).HResult) { throw }
        return
    }
    if ($null -eq $key -or -not ((Test-Cng $key) -or (Test-Csp $key))) { return }
    if (Test-Asks $key) { return }
    if (Test-Shared (Get-KeyPlace $key) $certificate $others) { return }
    if (Test-Cng $key) {
        $key.Key.Delete()
    } else {
        $key.PersistKeyInCsp = $false
        $key.Clear()
    }
}
