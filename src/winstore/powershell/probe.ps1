function Get-RegistryValue([string] $key, [string] $name) {
    try { [Microsoft.Win32.Registry]::GetValue($key, $name, $null) } catch { $null }
}

# Who is signed in at the desktop of this session, when it is another account than this one. Windows keeps that where
# every user can read it; where it is not there, nothing is said.
function Get-DesktopUser([string] $ownSid) {
    $session = [Diagnostics.Process]::GetCurrentProcess().SessionId
    if ($session -eq 0) { return '' }
    $key = 'HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Authentication\LogonUI\SessionData\' + $session
    $sid = Get-RegistryValue $key 'LoggedOnUserSID'
    if (-not $sid -or $sid -eq $ownSid) { return '' }
    $name = Get-RegistryValue $key 'LoggedOnSAMUser'
    if ($name) { $name } else { $sid }
}

function Get-WindowsFacts {
    $identity = [Security.Principal.WindowsIdentity]::GetCurrent()
    $sid = $identity.User.Value
    $release = 0
    if ($PSVersionTable.PSEdition -ne 'Core') {
        $net = 'HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full'
        $release = [int] (Get-RegistryValue $net 'Release')
    }
    $policy = 'HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Cryptography'
    # A sealed text that opens again: the account has a profile, and its secrets can be used.
    $sealed = Protect-Text 'trial'
    if ((Unprotect-Text $sealed) -ne 'trial') { Stop-Request 'seal-broken' }
    '"account":"' + (ConvertTo-Wire $identity.Name) + '","sid":"' + $sid +
        '","desktop":"' + (ConvertTo-Wire (Get-DesktopUser $sid)) +
        '","netRelease":' + $release +
        ',"keyProtection":' + [int] (Get-RegistryValue $policy 'ForceKeyProtection')
}

function Get-Facts {
    $store = Open-Store 'My' 'ReadWrite'
    $store.Close()
    if ($onWindows) {
        $place = [Security.Principal.WindowsIdentity]::GetCurrent().Name + '\CurrentUser\My'
        $facts = ',"windows":{' + (Get-WindowsFacts) + '}'
    } else {
        $place = [Environment]::GetFolderPath('UserProfile') + '/.dotnet/corefx/cryptography/x509stores/my'
        $facts = ''
    }
    '{"place":"' + (ConvertTo-Wire $place) + '"' + $facts + '}'
}
