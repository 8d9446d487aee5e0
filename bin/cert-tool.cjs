#!/usr/bin/env node
// Old syntax on purpose: a Node that is too old must be able to read this file, to say so.
'use strict';

var manifest = require('../package.json');
var wanted = [20, 19];
var found = process.versions.node.split('.').map(Number);
var args = process.argv.slice(2);

if (found[0] < wanted[0] || (found[0] === wanted[0] && found[1] < wanted[1])) {
  process.stderr.write(
    'cert-tool には Node.js ' +
      wanted.join('.') +
      ' 以降が必要です(現在: ' +
      process.versions.node +
      ')。\n' +
      'cert-tool needs Node.js ' +
      wanted.join('.') +
      ' or newer; this is ' +
      process.versions.node +
      '.\n',
  );
  process.exitCode = 2;
} else if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.on('error', (error) => {
    process.stderr.write('cert-tool: ' + error.message + '\n');
    process.exitCode = 1;
  });
  process.stdout.write(manifest.version + '\n');
} else {
  require('../dist/cert-tool.cjs').main(manifest.version);
}
