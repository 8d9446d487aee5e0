#!/usr/bin/env bash
# strongSwan's SCEP client goes on to ask a CA for a certificate only when the CA names "SHA-384" among what it can do;
# whether it names AES and SHA-256, which the client uses, does not matter.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

needs_node
needs openssl openssl
needs pki strongswan-pki
expected 'RFC 8894, 3.5.2: "AES" means that the CA takes AES128-CBC, "SHA-256" that hash, and "SCEPStandard"
  that it does both. Each is told by its own keyword.'

self_signed ca '/CN=Bank CA'
openssl genrsa -traditional -out client.key 2048 2>/dev/null
cat >serve.cjs <<'JS'
const { createServer } = require('node:http');
const { spawn } = require('node:child_process');

const lists = [
  ['AES', 'SHA-256', 'POSTPKIOperation'],
  ['SCEPStandard'],
  ['AES', 'DES3', 'POSTPKIOperation', 'SHA-1', 'SHA-256', 'SHA-512', 'SCEPStandard'],
  ['AES', 'SHA-256', 'POSTPKIOperation', 'SHA-384'],
  ['DES3', 'POSTPKIOperation', 'SHA-1', 'SHA-384', 'SHA-512'],
];
let list = [];
let requests = 0;
const server = createServer((request, response) => {
  if (request.url.includes('GetCACaps')) return response.end(`${list.join('\n')}\n`);
  // What comes now is the request for a certificate: the client found all that it needs.
  requests += 1;
  response.writeHead(404).end();
});
server.listen(0, async () => {
  for (list of lists) {
    requests = 0;
    const said = await enrol(`http://127.0.0.1:${server.address().port}/scep`);
    const refusal = /^.* not supported by CA$/m.exec(said)?.[0];
    console.log(`${list.join(', ')}: ${requests > 0 ? 'asks for a certificate' : refusal}`);
  }
  server.close();
});

function enrol(url) {
  const ca = ['--cacert-enc', 'ca.pem', '--cacert-sig', 'ca.pem', '--cacert', 'ca.pem'];
  const args = ['60', 'pki', '--scep', '--url', url, '--in', 'client.key', '--dn', 'CN=A002', '--password', 'x', ...ca];
  const enrolling = spawn('timeout', args);
  let said = '';
  enrolling.stdout.resume();
  enrolling.stderr.on('data', (data) => (said += data));
  return new Promise((resolve) => enrolling.on('close', () => resolve(said)));
}
JS

seen 'AES, SHA-256, POSTPKIOperation: sha256 digest algorithm not supported by CA
SCEPStandard: sha256 digest algorithm not supported by CA
AES, DES3, POSTPKIOperation, SHA-1, SHA-256, SHA-512, SCEPStandard: AES_CBC encryption algorithm not supported by CA
AES, SHA-256, POSTPKIOperation, SHA-384: asks for a certificate
DES3, POSTPKIOperation, SHA-1, SHA-384, SHA-512: asks for a certificate' "$(node serve.cjs)"
