#!/usr/bin/env bash
# A program that makes an RSA key by crypto.generateKeyPair, on another thread, and calls process.exit meanwhile, ends only once
# the key is made: seconds, for a large one. Nothing that runs in JavaScript can end it sooner.
set -euo pipefail
. "$(dirname "$0")/lib/finding.bash"

needs_node
expected "\`process.exit()\` ends the process at once, though asynchronous work goes on (Node's page on process: it forces the
  process to exit as quickly as possible); a key that nobody will take is no reason to wait."

# Milliseconds from the call of process.exit to the end of the process, the middle one of five.
after_exit() {
  local run
  for run in 1 2 3 4 5; do
    node -e "$1; setTimeout(() => { console.log(Date.now()); process.exit(0); }, 20)" >called
    echo $(($(date +%s%3N) - $(cat called)))
  done | sort -n | sed -n 3p
}
without=$(after_exit '')
during=$(after_exit "crypto.generateKeyPair('rsa', { modulusLength: 4096 }, () => console.log('made'))")

seen 'the exit waits for the key: yes' "the exit waits for the key: $([ "$during" -gt $((10 * without + 50)) ] && echo yes || echo no)"
