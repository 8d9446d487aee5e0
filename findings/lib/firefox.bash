# Sourced by the findings about Firefox, after finding.bash: a web server that asks for a certificate, and visits to it.
needs_firefox() {
  needs_node
  needs openssl openssl
  needs certutil libnss3-tools
  needs pk12util libnss3-tools
  needs firefox-esr firefox-esr
}

make_server() {
  printf 'secret-12' >password
  self_signed root '/CN=Server CA'
  openssl req -newkey rsa:2048 -nodes -subj '/CN=localhost' -keyout server.key -out server.csr 2>openssl.log
  printf 'subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n' >server.extensions
  openssl x509 -req -in server.csr -CA root.pem -CAkey root.key -days 30 -extfile server.extensions \
    -out server.pem 2>openssl.log
  cat >serve.cjs <<'JS'
const { createServer } = require('node:https');
const { readFileSync } = require('node:fs');
const { spawn } = require('node:child_process');

const [profile] = process.argv.slice(2);
const tls = {
  key: readFileSync('server.key'),
  cert: readFileSync('server.pem'),
  requestCert: true,
  rejectUnauthorized: false,
};
let presented = 'no page was asked for';
const server = createServer(tls, ({ url, socket }, response) => {
  if (url === '/') presented = socket.getPeerCertificate().subject?.CN ?? 'none';
  response.end('<p>page</p>');
});
server.listen(0, () => {
  const url = `https://localhost:${server.address().port}/`;
  const firefox = ['firefox-esr', '--headless', '--no-remote', '--profile', profile];
  const args = ['180', ...firefox, '--screenshot', `${profile}/page.png`, url];
  spawn('timeout', args, { stdio: 'ignore', env: { PATH: process.env.PATH, HOME: profile } }).on('close', () => {
    console.log(presented);
    server.close();
    server.closeAllConnections();
  });
});
JS
}

# client_certificate NAME DAYS EXTENSION ...: NAME.p12, self-signed.
client_certificate() {
  local name=$1 days=$2
  shift 2
  printf '[req]\ndistinguished_name=name\n[name]\n[extensions]\n' >client.cnf
  printf '%s\n' "$@" >>client.cnf
  openssl req -x509 -newkey rsa:2048 -nodes -days "$days" -subj "/CN=$name" -config client.cnf -extensions extensions \
    -keyout client.key -out client.pem 2>openssl.log
  openssl pkcs12 -export -in client.pem -inkey client.key -name "$name" -passout file:password -out "$name.p12"
}

# presented_of NAME ...: which of these, installed in this order, a new profile presents that selects by itself.
presented_of() {
  rm -rf profile
  new_nss_database profile
  certutil -A -d sql:profile -n 'Server CA' -t C,, -i root.pem
  local name
  for name in "$@"; do pk12util -i "$name.p12" -d sql:profile -w password >/dev/null; done
  echo 'user_pref("security.default_personal_cert", "Select Automatically");' >profile/user.js
  node serve.cjs "$PWD/profile"
}
