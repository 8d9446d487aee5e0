import { createPrivateKey } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parsePemChain } from '../../../src/pki/pem.ts';
import { nssPrograms } from '../../../src/system/programs.ts';
import { anyPowerShell } from '../pwsh.ts';
import { CA_EXTENSIONS, type Issued, issue, openssl, RSA } from '../test-ca.ts';
import { made } from './places.ts';

/** A program that other people make their certificates with, and kinds that it makes. */
export interface Maker {
  readonly name: string;
  readonly runs: boolean;
  /** By name: makes one in an empty folder. */
  readonly kinds: Readonly<Record<string, (folder: string) => Issued>>;
}

const onPath = (program: string) =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));

/** Of a PKCS#12 of the password `secret`. */
function fromPkcs12(file: string): Issued {
  const [pem = ''] = parsePemChain(
    openssl(['pkcs12', '-in', file, '-passin', 'pass:secret', '-nokeys', '-clcerts']).toString(),
  );
  const key = openssl(['pkcs12', '-in', file, '-passin', 'pass:secret', '-nocerts', '-nodes']).toString();
  return { pem, key: createPrivateKey(key).export({ type: 'pkcs8', format: 'pem' }).toString() };
}

const keytool =
  (algorithm: string, subject: string, ...more: readonly string[]) =>
  (cwd: string): Issued => {
    const store = ['-keystore', join(cwd, 'store.p12'), '-storetype', 'PKCS12', '-storepass', 'secret'];
    made(
      'keytool',
      ['-genkeypair', '-alias', 'one', '-keyalg', algorithm, '-dname', subject, ...store, ...more],
      { cwd },
    );
    return fromPkcs12(join(cwd, 'store.p12'));
  };

const certtool =
  (template: string, ...key: readonly string[]) =>
  (cwd: string): Issued => {
    writeFileSync(join(cwd, 'template'), template);
    made('certtool', ['--generate-privkey', '--pkcs8', '--password=', ...key, '--outfile', 'key.pem'], {
      cwd,
    });
    const args = [
      '--generate-self-signed',
      '--load-privkey',
      'key.pem',
      '--template',
      'template',
      '--outfile',
      'cert.pem',
    ];
    made('certtool', args, { cwd });
    return {
      pem: readFileSync(join(cwd, 'cert.pem'), 'utf8'),
      key: readFileSync(join(cwd, 'key.pem'), 'utf8'),
    };
  };

const nss =
  (...args: readonly string[]) =>
  (cwd: string): Issued => {
    const { certutil = '', pk12util = '' } = nssPrograms() ?? {};
    const database = join(cwd, 'db');
    mkdirSync(database);
    writeFileSync(join(cwd, 'noise'), Buffer.alloc(64, 5));
    const at = ['-d', `sql:${database}`];
    made(certutil, ['-N', '--empty-password', ...at], { cwd });
    made(certutil, ['-S', '-x', '-n', 'one', '-t', ',,', '-z', 'noise', ...args, ...at], { cwd, input: '' });
    made(pk12util, ['-o', 'one.p12', '-n', 'one', '-W', 'secret', '-K', '', ...at], { cwd });
    return fromPkcs12(join(cwd, 'one.p12'));
  };

/** .NET's CertificateRequest, which New-SelfSignedCertificate stands on. @param key an expression @param more on `$request` */
const dotNet =
  (kind: string, key: string, subject: string, more = '') =>
  (cwd: string): Issued => {
    const padding = kind === 'RSA' ? ', [Security.Cryptography.RSASignaturePadding]::Pkcs1' : '';
    const script = `$ErrorActionPreference = 'Stop'
$key = ${key}
$name = [Security.Cryptography.X509Certificates.X500DistinguishedName]::new('${subject}')
$request = [Security.Cryptography.X509Certificates.CertificateRequest]::new($name, $key, 'SHA256'${padding})
${more}
$from = [DateTimeOffset]::new(2026, 1, 1, 0, 0, 0, [TimeSpan]::Zero)
$made = $request.CreateSelfSigned($from, $from.AddYears(10))
[IO.File]::WriteAllBytes('${join(cwd, 'one.pfx')}', $made.Export('Pfx', 'secret'))`;
    made(anyPowerShell ?? '', ['-NoProfile', '-NonInteractive', '-Command', script], { cwd });
    return fromPkcs12(join(cwd, 'one.pfx'));
  };

/** As makers of development certificates do it: a root of one's own, and what it signs. */
const byOwnRoot =
  (subject: string, ...extensions: readonly string[]) =>
  (folder: string) => {
    const root = issue(folder, {
      subject: '/O=development CA/OU=me@pc/CN=me@pc',
      extensions: CA_EXTENSIONS,
      newKey: RSA,
    });
    return issue(folder, { subject, extensions, issuer: root, newKey: RSA, until: '20280401000000Z' });
  };

const DNAME = 'CN=花子, OU=営業部, O=例, C=JP';
const EXTENSIONS = '[Security.Cryptography.X509Certificates.';
const oneUsage = `$oids = [Security.Cryptography.OidCollection]::new(); $null = $oids.Add('1.3.6.1.5.5.7.3.2')
$request.CertificateExtensions.Add(${EXTENSIONS}X509EnhancedKeyUsageExtension]::new($oids, $true))`;

export const MAKERS: readonly Maker[] = [
  {
    name: 'keytool',
    runs: onPath('keytool'),
    kinds: {
      rsa: keytool('RSA', DNAME),
      ec: keytool('EC', DNAME, '-groupname', 'secp384r1'),
      dsa: keytool('DSA', DNAME, '-keysize', '2048'),
      ed25519: keytool('Ed25519', DNAME),
      pss: keytool('RSASSA-PSS', DNAME),
      san: keytool(
        'RSA',
        'CN=x',
        '-ext',
        'san=dns:a.example,ip:10.0.0.1,email:a@b.jp',
        '-ext',
        'eku=clientAuth',
      ),
      escapes: keytool('RSA', 'CN="a, b=c\\"", O=x'),
      past: keytool('RSA', 'CN=past', '-startdate', '-2000d', '-validity', '10'),
      ca: keytool('RSA', 'CN=ca', '-ext', 'bc:c', '-ext', 'eku:c=clientAuth'),
    },
  },
  {
    name: 'certtool',
    runs: onPath('certtool'),
    kinds: {
      rsa: certtool(
        'cn = "花子"\nexpiration_days = 90\ntls_www_client\nsigning_key\n',
        '--key-type=rsa',
        '--bits=2048',
      ),
      ec: certtool(
        'cn = "ec"\nserial = 0x00ff00ff\ntls_www_client\n',
        '--key-type=ecdsa',
        '--curve=secp521r1',
      ),
      ed25519: certtool('cn = "ed"\ntls_www_client\n', '--key-type=ed25519'),
      ed448: certtool('cn = "ed448"\ntls_www_client\n', '--key-type=ed448'),
      'no-end': certtool(
        'cn = "no end"\nexpiration_days = -1\ntls_www_client\n',
        '--key-type=rsa',
        '--bits=2048',
      ),
      names: certtool(
        'dn = "cn=a,ou=b,dc=example,dc=jp,uid=u7"\nemail = "a@b.jp"\ntls_www_client\n',
        '--key-type=rsa',
        '--bits=2048',
      ),
      'no-cn': certtool(
        'organization = "x"\ndns_name = "pc.example"\ntls_www_client\n',
        '--key-type=rsa',
        '--bits=2048',
      ),
      policy: certtool(
        'cn = "p"\npolicy1 = 1.3.6.1.4.1.55555.1\npolicy1_txt = "words"\ncrl_dist_points = "http://a.example/c"\n',
        '--key-type=rsa',
        '--bits=2048',
      ),
    },
  },
  {
    name: "NSS's certutil",
    runs: nssPrograms() !== undefined,
    kinds: {
      rsa: nss('-s', 'CN=花子,O=例', '-k', 'rsa', '-g', '2048', '-v', '12'),
      ec: nss('-s', 'CN=ec', '-k', 'ec', '-q', 'nistp384', '-v', '12'),
      serial: nss('-s', 'CN=serial', '-m', '7', '-v', '12', '--extSAN', 'dns:a.example,email:a@b.jp'),
      pss: nss('-s', 'CN=pss', '-k', 'rsa', '--pss', '-v', '12'),
      past: nss('-s', 'CN=past', '-w', '-60', '-v', '1'),
    },
  },
  {
    name: ".NET's CertificateRequest",
    runs: process.platform !== 'win32' && anyPowerShell !== undefined,
    kinds: {
      rsa: dotNet('RSA', '[Security.Cryptography.RSA]::Create(2048)', 'CN=花子, O=例', oneUsage),
      ec: dotNet(
        'EC',
        '[Security.Cryptography.ECDsa]::Create([Security.Cryptography.ECCurve+NamedCurves]::nistP256)',
        'CN=ec',
        oneUsage,
      ),
      nameless: dotNet('RSA', '[Security.Cryptography.RSA]::Create(2048)', ''),
    },
  },
  {
    name: 'a root of one’s own',
    runs: true,
    kinds: {
      client: byOwnRoot(
        '/O=development certificate/OU=me@pc',
        'extendedKeyUsage=clientAuth,serverAuth',
        'subjectAltName=DNS:localhost,IP:::1',
      ),
      mail: byOwnRoot(
        '/O=development certificate',
        'extendedKeyUsage=emailProtection,clientAuth',
        'subjectAltName=email:a@b.jp',
      ),
      'bank-like': byOwnRoot('/CN=jirodt A001 20260101090000123456', 'extendedKeyUsage=clientAuth'),
    },
  },
];
