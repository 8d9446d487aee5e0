#!/usr/bin/env bash
# A client certificate whose only extended key usage is anyExtendedKeyUsage: for OpenSSL, and with it for Node, and for
# NSS it is no client certificate; for GnuTLS and Java it is one.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

needs_node
needs openssl openssl
needs certutil libnss3-tools
needs certtool gnutls-bin
needs javac openjdk-17-jdk-headless
expected 'RFC 5280, 4.2.1.12: with anyExtendedKeyUsage the CA does not wish to restrict the uses of the key. Who needs
  a particular purpose may refuse it all the same; one would hope that all do, or none.'

self_signed ca '/CN=CA'
# issue NAME PURPOSES
issue() {
  openssl req -newkey rsa:2048 -nodes -subj "/CN=$1" -keyout "$1.key" -out "$1.csr" 2>openssl.log
  printf 'basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=%s\n' "$2" >extensions
  openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey ca.key -days 20 -extfile extensions -out "$1.pem" 2>openssl.log
}
issue any anyExtendedKeyUsage
issue both anyExtendedKeyUsage,clientAuth
issue mail emailProtection

new_nss_database database
certutil -A -d sql:database -n CA -t CT,C,C -i ca.pem

by_openssl() {
  openssl verify -CAfile ca.pem -purpose sslclient "$1.pem" >/dev/null 2>&1 && echo accepted || echo refused
}

by_nss() {
  certutil -A -d sql:database -n "$1" -t ,, -i "$1.pem"
  certutil -V -d sql:database -n "$1" -u C >/dev/null 2>&1 && echo accepted || echo refused
}

by_gnutls() {
  certtool --verify --load-ca-certificate ca.pem --infile "$1.pem" --verify-purpose 1.3.6.1.5.5.7.3.2 \
    >/dev/null 2>&1 && echo accepted || echo refused
}

cat >serve.cjs <<'JS'
const { createServer, get } = require('node:https');
const { readFileSync } = require('node:fs');

const name = process.argv[2];
const options = { key: readFileSync('ca.key'), cert: readFileSync('ca.pem'), ca: readFileSync('ca.pem') };
const server = createServer({ ...options, requestCert: true, rejectUnauthorized: false }, ({ socket }, response) => {
  response.end();
  console.log(socket.authorized ? 'accepted' : `refused, ${socket.authorizationError}`);
});
server.listen(0, () => {
  const client = { key: readFileSync(`${name}.key`), cert: readFileSync(`${name}.pem`), rejectUnauthorized: false };
  get({ port: server.address().port, agent: false, ...client }, (response) => {
    response.resume();
    server.close();
  });
});
JS

cat >Check.java <<'JAVA'
import java.io.FileInputStream;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

class Check {
  public static void main(String[] names) throws Exception {
    X509Certificate ca = read("ca");
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", ca);
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(trusted);
    X509TrustManager manager = (X509TrustManager) factory.getTrustManagers()[0];
    try {
      manager.checkClientTrusted(new X509Certificate[] {read(names[0]), ca}, "RSA");
      System.out.println("accepted");
    } catch (CertificateException e) {
      System.out.println("refused");
    }
  }

  private static X509Certificate read(String name) throws Exception {
    try (FileInputStream file = new FileInputStream(name + ".pem")) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
    }
  }
}
JAVA
javac Check.java

by_all() {
  echo "$1: OpenSSL $(by_openssl "$1"); Node $(node serve.cjs "$1"); NSS $(by_nss "$1")"
  echo "    GnuTLS $(by_gnutls "$1"); Java $(java Check "$1")"
}

seen 'any: OpenSSL refused; Node refused, INVALID_PURPOSE; NSS refused
    GnuTLS accepted; Java accepted
both: OpenSSL accepted; Node accepted; NSS accepted
    GnuTLS accepted; Java accepted
mail: OpenSSL refused; Node refused, INVALID_PURPOSE; NSS refused
    GnuTLS refused; Java refused' "$(by_all any)
$(by_all both)
$(by_all mail)"
