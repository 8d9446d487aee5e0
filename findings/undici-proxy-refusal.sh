#!/usr/bin/env bash
# undici's ProxyAgent keeps to itself what a proxy says when it refuses a tunnel: the status stands in the message
# alone, the challenge nowhere.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

packages undici@7.30.2
expected 'RFC 9110, 11.7.1: Proxy-Authenticate tells the client which schemes and realm the proxy takes, so
  that it can answer. The error has status and headers.'

cat >ask.js <<'JS'
import { createServer } from 'node:http';
import { ProxyAgent, request } from 'undici';

const proxy = createServer().on('connect', (_, socket) => {
  socket.end(
    'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Negotiate\r\n' +
      'Proxy-Authenticate: Basic realm="Office"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
  );
});
proxy.listen(0, async () => {
  const dispatcher = new ProxyAgent(`http://localhost:${proxy.address().port}`);
  try {
    await request('https://localhost:1/', { dispatcher, signal: AbortSignal.timeout(60_000) });
  } catch (error) {
    const properties = Object.getOwnPropertyNames(error).filter((name) => name !== 'stack');
    console.log(`${error.code}: ${error.message}\nproperties: ${properties.join(', ')}`);
  }
  await dispatcher.destroy();
  proxy.close();
});
JS

seen 'UND_ERR_ABORTED: Proxy response (407) !== 200 when HTTP Tunneling
properties: message, name, code' "$(node ask.js)"
