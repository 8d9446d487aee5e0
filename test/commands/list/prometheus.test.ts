import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { prometheusText } from '../../../src/core/prometheus.ts';
import { putInFileStore } from '../../support/file-store.ts';
import { runInProcess } from '../../support/run-in-process.ts';
import { makeTempFolder, tempFolder } from '../../support/temp-folder.ts';
import { CA_EXTENSIONS, CLIENT_EXTENSIONS, type Issued, issue, openssl, RSA } from '../../support/test-ca.ts';

const NOW = new Date('2026-06-01T00:00:00Z');
const ISSUER = '/O=(9999)NTT DATA CORPORATION/OU=(9999)ANSER-WEB(BizSOL) TEST CA - G4/CN=TEST CA';

/** Prometheus' own parser: Debian's python3-prometheus-client. */
const PYTHON = '/usr/bin/python3';
const parserMissing = spawnSync(PYTHON, ['-c', 'import prometheus_client.parser']).status !== 0;
const PARSER_ONLY = parserMissing ? ' (needs python3-prometheus-client, skipped)' : '';
const PARSE = `
import json, sys
from prometheus_client.parser import text_string_to_metric_families as parse
families = parse(sys.stdin.buffer.read().decode("utf-8"))
print(json.dumps([[f.name, f.type, f.documentation, [[s.name, s.labels, s.value] for s in f.samples]] for f in families]))
`;

function parsed(
  text: string,
): [name: string, type: string, help: string, samples: [string, object, number][]][] {
  const { status, stdout, stderr } = spawnSync(PYTHON, ['-c', PARSE], { input: text });
  if (status !== 0) throw new Error(String(stderr));
  return JSON.parse(String(stdout));
}

describe('the text format', () => {
  const odd = 'a"b\\c\nd{e}=,経理 \\n';
  const text = prometheusText([
    { name: 'x_seconds', help: 'A \\ and\na line.', samples: [{ labels: { odd, other: '' }, value: 1.5 }] },
    { name: 'nothing', help: 'No values.', samples: [] },
    { name: 'y', help: 'One.', samples: [{ value: 0 }] },
  ]);

  test('is as it stands in its description', () => {
    expect(text).toBe(
      [
        '# HELP x_seconds A \\\\ and\\na line.',
        '# TYPE x_seconds gauge',
        'x_seconds{odd="a\\"b\\\\c\\nd{e}=,経理 \\\\n",other=""} 1.5',
        '# HELP y One.',
        '# TYPE y gauge',
        'y 0\n',
      ].join('\n'),
    );
  });

  test.skipIf(parserMissing)(`a parser of others reads it back${PARSER_ONLY}`, () => {
    expect(parsed(text)).toEqual([
      ['x_seconds', 'gauge', 'A \\ and\na line.', [['x_seconds', { odd, other: '' }, 1.5]]],
      ['y', 'gauge', 'One.', [['y', {}, 0]]],
    ]);
  });
});

describe('list --check --format prometheus', () => {
  const folder = makeTempFolder();
  let ca: Issued;
  let key: string;
  beforeAll(() => {
    key = openssl(['genpkey', ...RSA]).toString();
    ca = issue(folder, { subject: ISSUER, extensions: CA_EXTENSIONS });
  });

  function put(home: string, loginId: string, until: string) {
    const subject = `/O=(9999)NTT DATA CORPORATION/CN=${loginId} A001 20200304153656560435`;
    const dates = { from: '20260101235959Z', until: `${until}235959Z` };
    const { pem } = issue(folder, { subject, issuer: ca, extensions: CLIENT_EXTENSIONS, key, ...dates });
    putInFileStore(home, pem, key);
  }

  async function list(home: string, ...argv: string[]) {
    const alter = () => ({ now: () => NOW });
    return runInProcess(['list', ...argv, '--store', 'file'], { env: { CERT_TOOL_HOME: home }, alter });
  }

  test.skipIf(parserMissing)(
    `is read by a parser of others; exit codes as without it${PARSER_ONLY}`,
    async () => {
      const home = tempFolder();
      writeFileSync(join(home, 'config.json'), JSON.stringify({ deviceLabel: '経理 "1\\2"' }));
      put(home, 'user1', '20270101');
      const well = await list(home, '--check', '--format', 'prometheus');
      expect(well).toMatchObject({ exitCode: 0, stderr: '' });
      put(home, 'user2', '20260531');
      const { exitCode, stdout } = await list(home, '--check', '--format', 'prometheus');
      expect(exitCode).toBe(11);
      const found = Object.fromEntries(parsed(stdout).map(([name, , , samples]) => [name, samples]));
      expect(found['cert_tool_certificate_not_after_timestamp_seconds']).toMatchObject([
        [
          expect.any(String),
          { login_id: 'user1', sequence: 'A001' },
          Date.parse('2027-01-01T23:59:59Z') / 1000,
        ],
        [expect.any(String), { login_id: 'user2' }, Date.parse('2026-05-31T23:59:59Z') / 1000],
      ]);
      expect(found['cert_tool_certificate_attention']).toMatchObject([
        [expect.any(String), { login_id: 'user2', reason: 'expired' }, 1],
      ]);
      expect(found['cert_tool_certificates']).toContainEqual([
        'cert_tool_certificates',
        { state: 'expired' },
        1,
      ]);
      expect(found['cert_tool_certificate_key_usable']?.map(([, , value]) => value)).toEqual([1, 1]);
      expect(found['cert_tool_check_ok']).toEqual([['cert_tool_check_ok', {}, 0]]);
      expect(found['cert_tool_check_timestamp_seconds']?.[0]?.[2]).toBe(NOW.getTime() / 1000);
      expect(found['cert_tool_info']).toMatchObject([['cert_tool_info', { device: '経理 "1\\2"' }, 1]]);
      const none = await list(tempFolder(), '--check', '--format', 'prometheus');
      expect(none.exitCode).toBe(8);
      expect(parsed(none.stdout).map(([name]) => name)).toContain('cert_tool_check_ok');
    },
  );

  test.each([
    [['--format', 'prometheus'], 'it needs --check'],
    [['--check', '--format', 'xml'], 'prometheus'],
    [['--check', '--format', 'prometheus', '--json'], '--format, --json'],
  ])('%j: exit code 2', async (argv, words) => {
    const { exitCode, stderr } = await list(tempFolder(), ...argv);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(words)]);
  });
});
