# Sourced by every finding. Works in a folder of its own, which is gone at the end, with the words of programs in
# English. $lib is where this file is.
folder=$(mktemp -d)
children=()
lib=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$folder"
export LC_ALL=C.UTF-8
# Servers here are spoken to directly, whatever proxy leads to packages.
export NO_PROXY=localhost,127.0.0.1 no_proxy=localhost,127.0.0.1

leave() {
  for child in ${children[@]+"${children[@]}"}; do kill "$child" 2>/dev/null || true; done
  rm -rf "$folder"
}
trap leave EXIT
set -E
trap 'echo "changed: line $LINENO of $(basename "$0"): a program failed that had not"; exit 1' ERR

# needs PROGRAM PACKAGE: says which version of the Debian package is there, or ends.
needs() {
  if ! command -v "$1" >/dev/null; then
    echo "skipped: needs $1 (Debian: $2)"
    exit 77
  fi
  echo "runs:      $1, $(version_of "$2")"
}

version_of() {
  local version
  version=$(dpkg-query -W -f '${Version}' "$1" 2>/dev/null) || version='version unknown'
  echo "$1 $version"
}

needs_node() {
  if ! command -v node >/dev/null; then
    echo 'skipped: needs node'
    exit 77
  fi
  echo "runs:      node $(node -p process.versions.node)"
}

# packages NAME@VERSION ...: installs them here, and nothing that they would run.
packages() {
  needs_node
  echo '{"private":true,"type":"module"}' >package.json
  local options=(--no-package-lock --no-audit --no-fund --ignore-scripts --loglevel error)
  if ! timeout 300 npm install "${options[@]}" "$@" >npm.log 2>&1; then
    echo "skipped: needs $*, which npm did not install"
    exit 77
  fi
  echo "runs:      $*"
}

# expected TEXT: folded anew.
expected() {
  echo "$(tr -s ' \n' ' ' <<<"$1")" | fold -s -w 100 | sed 's/ *$//; 1s/^/expected:  /; 2,$s/^/           /'
}

# self_signed NAME SUBJECT [ARGUMENT ...]: NAME.pem and NAME.key, by openssl.
self_signed() {
  local name=$1 subject=$2
  shift 2
  openssl req -x509 -newkey rsa:2048 -nodes -utf8 -days 30 -subj "$subject" \
    -keyout "$name.key" -out "$name.pem" "$@" 2>openssl.log
}

# new_nss_database FOLDER: without a password.
new_nss_database() {
  mkdir -p "$1"
  certutil -N -d "sql:$1" --empty-password
}

free_port() {
  node -e "
    const server = require('net').createServer();
    server.listen(0, '127.0.0.1', () => {
      console.log(server.address().port);
      server.close();
    });"
}

# until_listening PORT: ends the script when nobody listens there in the end.
until_listening() {
  local try
  for try in {1..50}; do
    node -e "
      const socket = require('net').connect($1, '127.0.0.1');
      socket.on('connect', () => process.exit(0)).on('error', () => process.exit(1));" && return
  done
  echo "changed: nobody listens on port $1 after $try tries"
  exit 1
}

# seen DESCRIBED SEEN: ends the script, 0 when both are the same.
seen() {
  printf '%s\n' "$2" | sed '1s/^/seen:      /; 2,$s/^/           /'
  [ "$1" = "$2" ] && exit 0
  echo 'changed: it was'
  printf '%s\n' "$1" | sed 's/^/           /'
  exit 1
}
