#!/usr/bin/env bash
# strongSwan's EST client reads an answer only when its base64 is one line and its length is announced; other servers
# fold, and may answer in chunks.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

needs_node
needs openssl openssl
needs pki strongswan-pki
expected 'RFC 7030, 4.1.3: the answer is base64 as in RFC 2045, 6.8, whose lines have at most 76 characters;
  RFC 9112, 6.3: a body may come in chunks, without Content-Length.'

self_signed server '/CN=localhost' -addext subjectAltName=DNS:localhost
openssl crl2pkcs7 -nocrl -certfile server.pem -outform DER -out cacerts.p7
cat >serve.cjs <<'JS'
const { createServer } = require('node:https');
const { readFileSync } = require('node:fs');
const { spawn } = require('node:child_process');

const base64 = readFileSync('cacerts.p7').toString('base64');
const folded = (width, end) => base64.replace(new RegExp(`.{1,${width}}`, 'g'), (line) => line + end);
const answers = {
  'one line': base64,
  'lines of 64': folded(64, '\n'),
  'lines of 76, CRLF': folded(76, '\r\n'),
  'one line, chunked': base64,
};
let body = '';
let length = {};
const tls = { key: readFileSync('server.key'), cert: readFileSync('server.pem') };
const server = createServer(tls, (_, response) => {
  response.writeHead(200, { 'Content-Type': 'application/pkcs7-mime', ...length });
  response.end(body);
});
server.listen(0, async () => {
  for (const [name, answer] of Object.entries(answers)) {
    body = answer;
    length = name.includes('chunked') ? {} : { 'Content-Length': answer.length };
    console.log(`${name}: ${await ask(`https://localhost:${server.address().port}`)}`);
  }
  server.close();
});

/** Asks for the CA's certificates, as a first step of an enrolment. */
function ask(url) {
  const asking = spawn('timeout', ['60', 'pki', '--estca', '--url', url, '--cacert', 'server.pem', '--outform', 'pem']);
  let said = '';
  asking.stdout.on('data', (data) => (said += data));
  asking.stderr.resume();
  return new Promise((resolve) =>
    asking.on('close', (code) => resolve(said.includes('BEGIN CERTIFICATE') ? 'read' : `not read, exit code ${code}`)),
  );
}
JS

seen 'one line: read
lines of 64: not read, exit code 1
lines of 76, CRLF: not read, exit code 1
one line, chunked: not read, exit code 1' "$(node serve.cjs)"
