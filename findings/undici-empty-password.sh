#!/usr/bin/env bash
# undici's ProxyAgent sends no credentials at all when the password in the proxy's address is empty.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

packages undici@7.30.2
expected 'RFC 7617, 2: sent are the user-id, a colon and the password; an empty one is not excepted. So
  "hanako:" is sent.'

cat >ask.js <<'JS'
import { createServer } from 'node:http';
import { ProxyAgent, request } from 'undici';

let sent;
const proxy = createServer().on('connect', ({ headers }, socket) => {
  const [, base64] = (headers['proxy-authorization'] ?? '').split(' ');
  sent = base64 ? Buffer.from(base64, 'base64').toString() : 'nothing';
  socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
});
proxy.listen(0, async () => {
  for (const credentials of ['hanako:right', 'hanako:']) {
    const dispatcher = new ProxyAgent(`http://${credentials}@localhost:${proxy.address().port}`);
    await request('https://localhost:1/', { dispatcher, signal: AbortSignal.timeout(60_000) }).catch(() => {});
    console.log(`${credentials}@: the proxy got ${sent}`);
    await dispatcher.destroy();
  }
  proxy.close();
});
JS

seen 'hanako:right@: the proxy got hanako:right
hanako:@: the proxy got nothing' "$(node ask.js)"
