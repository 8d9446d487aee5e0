#!/usr/bin/env bash
# Java opens no PKCS#12 whose password is not ASCII, whichever its encryption, and says that the password is wrong.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

needs openssl openssl
needs javac openjdk-17-jdk-headless
expected 'RFC 7292, B.1: the password is a BMPString, so that text of any script is one. openssl opens all
  of them.'

self_signed a '/CN=A002'
cat >Open.java <<'JAVA'
import java.io.FileInputStream;
import java.io.IOException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;

public class Open {
  public static void main(String[] files) throws Exception {
    open(files[0], "himitsu-12");
    open(files[1], "\u3072\u307f\u3064-12");
  }

  static void open(String file, String password) throws Exception {
    try (var in = new FileInputStream(file)) {
      KeyStore.getInstance("PKCS12").load(in, password.toCharArray());
      System.out.print(" opened");
    } catch (IOException error) {
      System.out.print(error.getCause() instanceof UnrecoverableKeyException ? " wrong-password" : " refused");
    }
  }
}
JAVA
javac Open.java

# by_java ENCRYPTION MAC: an ASCII and a Japanese password.
by_java() {
  local password opened=0
  for password in himitsu-12 ひみつ-12; do
    openssl pkcs12 -export -in a.pem -inkey a.key -passout "pass:$password" \
      -keypbe "$1" -certpbe "$1" -macalg "$2" -out "$password.p12"
    openssl pkcs12 -in "$password.p12" -passin "pass:$password" -noout 2>/dev/null && opened=$((opened + 1))
  done
  echo "$1, $2: openssl opened $opened of 2; Java:$(java -cp . Open himitsu-12.p12 ひみつ-12.p12)"
}

seen 'AES-256-CBC, sha256: openssl opened 2 of 2; Java: opened wrong-password
PBE-SHA1-3DES, sha1: openssl opened 2 of 2; Java: opened wrong-password' "$(by_java AES-256-CBC sha256)
$(by_java PBE-SHA1-3DES sha1)"
