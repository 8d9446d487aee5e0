// The folders that are measured, made without running the program where it would take long.
import { execFileSync } from 'node:child_process';
import { createHash, createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import {
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/**
 * A CERT_TOOL_HOME with many certificates: one that openssl made, with another login ID and serial number in each
 * copy. Their signatures are wrong, which a listing does not look at.
 */
export function homeWithCertificates(home, count) {
  const store = path.join(home, 'store/certificates');
  mkdirSync(store, { recursive: true, mode: 0o700 });
  const { key, pem } = selfSigned(home);
  const der = new X509Certificate(pem).raw;
  const places = { login: der.lastIndexOf('u00000'), serial: der.indexOf(Buffer.from(SERIAL, 'hex')) };
  const first = {};
  for (let number = 0; number < count; number += 1) {
    const loginId = `u${String(number).padStart(5, '0')}`;
    der.write(loginId, places.login, 'latin1');
    der.writeUInt32BE(0x10000000 + number, places.serial);
    const folder = path.join(store, createHash('sha1').update(der).digest('hex'));
    mkdirSync(folder, { mode: 0o700 });
    const text = `friendlyName: "ANSER-WEB ${loginId} A001 (cert-tool)"\n${pemOf(der)}`;
    writeFileSync(path.join(folder, 'certificate.pem'), text, { mode: 0o600 });
    for (const [name, text] of Object.entries({ 'key.pem': key, 'chain.pem': pem })) {
      if (first[name]) linkSync(first[name], path.join(folder, name));
      else {
        first[name] = path.join(folder, name);
        writeFileSync(first[name], text, { mode: 0o600 });
      }
    }
  }
  return home;
}

const SERIAL = '5b8e869e2bc4b2225302f34ada65184e';

function selfSigned(home) {
  const scratch = mkdtempSync(path.join(home, 'made-'));
  const file = (name) => path.join(scratch, name);
  const subject = '/O=cert-tool DEMO/OU=bench/CN=u00000 A001 20260301000000000000';
  const request = ['req', '-x509', '-new', '-newkey', 'rsa:2048', '-nodes', '-days', '365'];
  const extensions = ['keyUsage=critical,digitalSignature', 'extendedKeyUsage=clientAuth'];
  execFileSync(
    'openssl',
    [
      ...request,
      ...['-subj', subject, '-set_serial', `0x${SERIAL}`, '-keyout', file('key'), '-out', file('pem')],
      ...extensions.flatMap((each) => ['-addext', each]),
    ],
    { stdio: 'pipe' },
  );
  const made = { key: readFileSync(file('key'), 'utf8'), pem: readFileSync(file('pem'), 'utf8') };
  rmSync(scratch, { recursive: true });
  return made;
}

function pemOf(der) {
  const lines = der.toString('base64').match(/.{1,64}/g);
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/**
 * Turns a CERT_TOOL_HOME in which `issue` has just ended into one whose request was sent and whose answer was lost:
 * the next `issue` does everything but make a key, as often as the folder is put back. The bank gives the same
 * certificate again for the same public key.
 */
export function rewindToSent(home, { bankId, loginId, startedAt }) {
  const certificates = path.join(home, 'store/certificates');
  const [thumbprint] = readdirSync(certificates);
  const key = readFileSync(path.join(certificates, thumbprint, 'key.pem'), 'utf8');
  rmSync(path.join(certificates, thumbprint), { recursive: true });
  const id = 'bench';
  const pending = path.join(home, 'store/pending', id);
  mkdirSync(pending, { mode: 0o700 });
  writeFileSync(path.join(pending, 'key.pem'), key, { mode: 0o600 });
  const request = [
    'req',
    '-new',
    '-sha256',
    '-subj',
    `/CN=${loginId}`,
    '-key',
    path.join(pending, 'key.pem'),
  ];
  const csr = execFileSync('openssl', request, { encoding: 'utf8' });
  writeFileSync(path.join(pending, 'request.pem'), csr, { mode: 0o600 });
  const spki = createPublicKey(createPrivateKey(key)).export({ type: 'spki', format: 'der' });
  const entry = {
    ...{ version: 1, bankId, loginId, kind: 'issue', store: `file:${path.join(home, 'store')}`, id },
    ...{ keySize: 2048, step: 'sent', startedAt, csr },
    publicKeyHash: createHash('sha256').update(spki).digest('hex'),
  };
  const name = createHash('sha256').update(`${bankId}\0${loginId}`).digest('hex').slice(0, 32);
  writeFileSync(path.join(home, 'journal', `${name}.json`), JSON.stringify(entry), { mode: 0o600 });
  const made = ['store', 'journal'].map((each) => [path.join(home, each), path.join(home, `kept-${each}`)]);
  for (const [folder, kept] of made) cpSync(folder, kept, { recursive: true });
  return () => {
    for (const [folder, kept] of made) {
      rmSync(folder, { recursive: true });
      cpSync(kept, folder, { recursive: true });
    }
  };
}
