#!/usr/bin/env bash
# A request that waits at an EST server (202): strongSwan's client waits as long as Retry-After says if it is a number of
# seconds; if it is a date it does not, and asks again too early.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

needs_node
needs openssl openssl
needs pki strongswan-pki
expected 'RFC 7030, 4.2.3: the client must wait at least as long as Retry-After says. RFC 9110, 10.2.3: it is a number
  of seconds or a date.'

self_signed ca '/CN=localhost' -addext subjectAltName=DNS:localhost
openssl req -newkey rsa:2048 -nodes -subj '/CN=A002' -keyout a.key -outform DER -out a.csr 2>openssl.log
openssl x509 -req -inform DER -in a.csr -CA ca.pem -CAkey ca.key -days 20 -out a.pem 2>openssl.log
openssl crl2pkcs7 -nocrl -certfile a.pem -outform DER -out a.p7
cat >serve.cjs <<'JS'
const { createServer } = require('node:https');
const { readFileSync } = require('node:fs');
const { spawn } = require('node:child_process');

const [form] = process.argv.slice(2);
const WAIT_SECONDS = 10;
const certificate = readFileSync('a.p7').toString('base64');
const forms = {
  seconds: () => String(WAIT_SECONDS),
  // A date has no parts of a second.
  date: () => new Date((Math.ceil(Date.now() / 1000) + WAIT_SECONDS) * 1000).toUTCString(),
};
let first;
const tls = { key: readFileSync('ca.key'), cert: readFileSync('ca.pem') };
const server = createServer(tls, (request, response) => {
  request.resume().on('end', () => {
    if (first === undefined) {
      first = Date.now();
      response.writeHead(202, { 'Retry-After': forms[form](), 'Content-Length': 0 }).end();
      return;
    }
    const waited = (Date.now() - first) / 1000;
    console.log(waited < WAIT_SECONDS - 1 ? 'asks too early' : 'asks in time');
    const type = 'application/pkcs7-mime; smime-type=certs-only';
    response.writeHead(200, { 'Content-Type': type, 'Content-Length': certificate.length }).end(certificate);
  });
});
server.listen(0, () => {
  const url = `https://localhost:${server.address().port}`;
  const poll = ['--interval', '2', '--maxpolltime', '60'];
  const args = ['90', 'pki', '--est', '--url', url, '--in', 'a.csr', '--cacert', 'ca.pem', ...poll];
  spawn('timeout', args, { stdio: 'ignore' }).on('close', () => {
    server.close();
    server.closeAllConnections();
  });
});
JS

seen 'Retry-After in seconds: asks in time
Retry-After as a date: asks too early' "Retry-After in seconds: $(node serve.cjs seconds)
Retry-After as a date: $(node serve.cjs date)"
