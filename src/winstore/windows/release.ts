import type { Pkcs12Encryption } from '../../pki/pkcs12-encryption.ts';

/** Windows 10 1709. The servers between it and its elder have other builds: 2016 is 14393, 2019 is 17763. */
const FIRST_BUILD_WITH_AES = 16299;

/**
 * How a PKCS#12 file for this Windows has to be encrypted: elder ones take AES-256 for a wrong password.
 * @param release what `os.release()` tells, e.g. `10.0.19045`
 */
export function pkcs12EncryptionFor(release: string): Pkcs12Encryption {
  const [major = 0, minor = 0, build = 0] = release.split('.').map(Number);
  const isNewer = major > 10 || (major === 10 && (minor > 0 || build >= FIRST_BUILD_WITH_AES));
  return isNewer ? 'aes-256' : '3des';
}
