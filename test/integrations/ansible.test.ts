import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from '../support/run.ts';
import {
  bankOf,
  filesWith,
  makeController,
  NO_ANSIBLE,
  plantedHosts,
  recapOf,
  SKIPPED,
  writeInventory,
} from './ansible.ts';

const ROLLOUT = 'cert_tool.cert_tool.rollout';

function sum(recap: Record<string, Record<string, number>>, count: string): number {
  return Object.values(recap).reduce((total, host) => total + (host[count] ?? 0), 0);
}

describe(`a rollout by Ansible${SKIPPED}`, { timeout: 600_000 }, () => {
  test.skipIf(NO_ANSIBLE)(
    'over 20 hosts: one wrong password, one host away, then nothing to do',
    async () => {
      const hosts = plantedHosts(20);
      const bank = await bankOf(hosts);
      const controller = await makeController();
      const wrong = 'Planted-old-himitsu';
      await writeInventory(
        controller,
        bank,
        hosts.map((host) => ({
          ...host,
          ...(host.name === 'pc-07' ? { password: wrong } : {}),
          ...(host.name === 'pc-13' ? { isUnreachable: true } : {}),
        })),
      );
      const secrets = [wrong, ...hosts.flatMap(({ password, otpSecret }) => [password, otpSecret])];

      const first = await controller.play([ROLLOUT, '-vvvvv']);
      const recap = recapOf(first.output);
      expect(Object.keys(recap)).toHaveLength(20);
      expect([first.code, sum(recap, 'changed'), sum(recap, 'failed')]).toEqual([2, 18, 2]);
      expect(recap['pc-07']).toMatchObject({ failed: 1 });
      expect(recap['pc-13']).toMatchObject({ failed: 1 });
      // Codes stay visible.
      expect(first.output).toMatch(/"code": "CT-3001".*"hint": "Check both.*"name": "credentials-refused"/s);
      expect(first.output).toMatch(/"20 hosts: failed 1, ok 18, unreachable 1; changed: 18"/);

      const second = await controller.play([ROLLOUT, '-vvvvv']);
      expect([second.code, sum(recapOf(second.output), 'changed')]).toEqual([2, 0]);
      expect(second.output).toContain('"name": "refused-before"');

      for (const { output } of [first, second]) {
        expect(secrets.filter((secret) => output.includes(secret))).toEqual([]);
      }
      expect(filesWith(controller.folder, secrets)).toEqual([]);
      // The list of processes, cert-tool's own arguments included, was written down before each start.
      expect(filesWith(join(controller.folder, 'seen'), ['\0issue\0--from\0-\0'])).toHaveLength(38);

      const report = await runCli(bank.home, ['report', join(controller.folder, 'results.jsonl'), '--json']);
      expect(JSON.parse(report.stdout)).toMatchObject({ counts: { users: 19, pcs: 19, failed: 1 } });
    },
  );

  test.skipIf(NO_ANSIBLE)('sends five passwords of a wrong vault, and no more', async () => {
    const hosts = plantedHosts(12);
    const bank = await bankOf(hosts);
    const controller = await makeController();
    await writeInventory(
      controller,
      bank,
      hosts.map((host) => ({ ...host, password: 'Planted-wrong-vault' })),
    );
    const { code, output } = await controller.play([ROLLOUT]);
    expect(code).toBe(2);
    expect(output).toContain('12 hosts: failed 5, not-tried 7; changed: 0');
    expect(output).toContain('Stopped before more login IDs are locked: the bank has refused 5 in a row');
    const { stdout } = await runCli(bank.home, ['sandbox', 'log', '--json']);
    const { entries } = JSON.parse(stdout) as { entries: { loginId: string }[] };
    expect(new Set(entries.map(({ loginId }) => loginId).filter((id) => id?.startsWith('user'))).size).toBe(
      5,
    );
  });

  test.skipIf(NO_ANSIBLE)('refuses what would add up tries, before anything is sent', async () => {
    const hosts = plantedHosts(2).map((host) => ({ ...host, loginId: 'user01' }));
    const controller = await makeController();
    // No bank is there: whatever were sent would fail otherwise.
    const nowhere = {
      home: '',
      bankUrl: 'https://127.0.0.1:1',
      caFile: join(controller.folder, 'ansible.cfg'),
    };
    await writeInventory(controller, nowhere, hosts);
    writeFileSync(
      join(controller.folder, 'at-once.yml'),
      JSON.stringify([{ hosts: 'all', gather_facts: false, roles: [ROLLOUT] }]),
    );
    const twice = await controller.play([ROLLOUT]);
    expect(twice.code).toBe(2);
    expect(twice.output).toContain('Several hosts have the same, and nothing was sent for them: user01');
    const large = await controller.play([
      'at-once.yml',
      '-e',
      'rollout_batch_limit=1',
      '-e',
      '{"rollout_login_id":""}',
    ]);
    expect(large.output).toContain('rollout_login_id is not set for pc-01');
    expect(filesWith(join(controller.folder, 'seen'), [''])).toEqual([]);

    await writeInventory(controller, nowhere, plantedHosts(2));
    const batch = await controller.play(['at-once.yml', '-e', 'rollout_batch_limit=1']);
    expect(batch.output).toContain('Set \\"serial\\" in the play');
    const mistyped = await controller.play([
      'at-once.yml',
      '-e',
      'rollout_storedir=/x',
      '-e',
      'rollout_pasword=Planted-x',
    ]);
    expect(mistyped.output).toContain(
      'The role knows no rollout_pasword, rollout_storedir, and nothing was sent',
    );
    expect(mistyped.output).not.toContain('Planted-x');
    const misnamed = ['-e', JSON.stringify({ rollout_password: '{{ vault_misnamed }}' })];
    const undefinedVault = await controller.play(['at-once.yml', '--limit', 'pc-01', ...misnamed]);
    expect(undefinedVault.output).toContain("'vault_misnamed' is undefined");
    const line = { time: '2026-11-28T05:00:00Z', loginId: 'user01', ok: false, error: { attemptsLeft: 1 } };
    writeFileSync(join(controller.folder, 'results.jsonl'), JSON.stringify(line));
    const lastTry = await controller.play(['at-once.yml', '--limit', 'pc-01']);
    expect(recapOf(lastTry.output)['pc-01']).toMatchObject({ skipped: 1 });
    expect(filesWith(join(controller.folder, 'seen'), [''])).toEqual([]);
    expect(readFileSync(join(controller.folder, 'results.jsonl'), 'utf8')).toBe(`${JSON.stringify(line)}\n`);
  });
});
