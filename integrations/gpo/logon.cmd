@rem For places that take no PowerShell script, such as the logon script in an account's properties.
@rem %~dp0 is the folder of this file; what is given is handed on.
@"%SystemRoot%\System32\WindowsPowerShell\v1.0\powershell.exe" -NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -WindowStyle Hidden -File "%~dp0logon.ps1" %*
