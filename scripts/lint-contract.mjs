// Lints docs/bank-api.yaml. Redocly's program would tell its makers about each run, and look for a newer version.
process.env.REDOCLY_TELEMETRY = 'off';
process.env.REDOCLY_SUPPRESS_UPDATE_NOTICE = 'true';
process.argv = [...process.argv.slice(0, 2), 'lint', 'docs/bank-api.yaml'];
await import('../node_modules/@redocly/cli/bin/cli.js');
