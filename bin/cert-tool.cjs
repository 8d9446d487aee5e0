#!/usr/bin/env node
// Old syntax on purpose: a Node that is too old must be able to read this file, to say so.
'use strict';

var manifest = require('../package.json');
var wanted = [20, 19];
var found = process.versions.node.split('.').map(Number);
var args = process.argv.slice(2);

if (found[0] < wanted[0] || (found[0] === wanted[0] && found[1] < wanted[1])) {
  sayTooOld(wanted.join('.'), process.versions.node);
  process.exitCode = 2;
} else if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.on('error', (error) => {
    // Who reads no further, as `head` does, has what they want.
    if (error.code === 'EPIPE') return;
    process.stderr.write('cert-tool: ' + error.message + '\n');
    process.exitCode = 1;
  });
  process.stdout.write(manifest.version + '\n');
} else {
  require('../dist/start.cjs').start(manifest.version, {
    folder: __dirname + '/../dist',
    require: require,
  });
}

// The words of `node-too-old` (src/core/catalogue/usage.ts), in both languages: which one is wanted is not known here.
function sayTooOld(oldest, present) {
  var ja = 'cert-tool には Node.js ' + oldest + ' 以降が必要です(現在: ' + present + ')。';
  var en = 'cert-tool needs Node.js ' + oldest + ' or newer; this is ' + present + '.';
  process.stderr.write(ja + '\n' + en + '\n');
  var end = args.indexOf('--');
  if ((end < 0 ? args : args.slice(0, end)).indexOf('--json') < 0) return;
  var hint = 'Node.js を更新して、もう一度実行してください。 Update Node.js and run the command again.';
  var error = { code: 'CT-2026', name: 'node-too-old', message: ja + ' ' + en, hint: hint, exitCode: 2 };
  var text = JSON.stringify({ schema: 'cert-tool/error/1', ok: false, error: error }).replace(
    /[^\x20-\x7e]/g,
    (unit) => '\\u' + ('000' + unit.charCodeAt(0).toString(16)).slice(-4),
  );
  process.stdout.write(text + '\n');
}
