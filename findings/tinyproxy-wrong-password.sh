#!/usr/bin/env bash
# tinyproxy answers a wrong proxy password as a web server would: 401 and WWW-Authenticate. Who takes a 401 for the word
# of the server behind the tunnel asks for the wrong password.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

needs_node
needs tinyproxy tinyproxy-bin
expected 'RFC 9110, 15.5.8 and 11.7.1: a proxy that refuses credentials answers 407 with Proxy-Authenticate;
  401 and WWW-Authenticate (15.5.2) are for the server.'

cat >ask.cjs <<'JS'
const { connect } = require('node:net');

const [port, credentials] = process.argv.slice(2);
const header = credentials ? `Proxy-Authorization: Basic ${Buffer.from(credentials).toString('base64')}\r\n` : '';
const socket = connect(Number(port), '127.0.0.1', () => {
  socket.write(`CONNECT localhost:1 HTTP/1.1\r\nHost: localhost:1\r\n${header}\r\n`);
});
let answer = '';
socket.setTimeout(60_000, () => socket.destroy());
socket.on('data', (data) => (answer += data));
socket.on('error', (error) => console.log(error.code));
socket.on('close', () => {
  const [status] = answer.split('\r\n');
  console.log([status, /^(\S+)-Authenticate:/m.exec(answer)?.[0] ?? 'no challenge'].join(', '));
});
JS
port=$(free_port)
printf 'Port %s\nListen 127.0.0.1\nBasicAuth hanako right\n' "$port" >tinyproxy.conf
tinyproxy -d -c tinyproxy.conf >tinyproxy.log 2>&1 &
children+=($!)
until_listening "$port"

seen 'without credentials: HTTP/1.0 407 Proxy Authentication Required, Proxy-Authenticate:
with a wrong password: HTTP/1.0 401 Unauthorized, WWW-Authenticate:
with the right one, for a port where nobody listens: HTTP/1.1 500 Unable to connect, no challenge' \
  "without credentials: $(node ask.cjs "$port")
with a wrong password: $(node ask.cjs "$port" hanako:wrong)
with the right one, for a port where nobody listens: $(node ask.cjs "$port" hanako:right)"
