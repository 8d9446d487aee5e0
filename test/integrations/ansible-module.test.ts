import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from '../support/run.ts';
import {
  bankOf,
  type Controller,
  filesWith,
  makeController,
  NO_ANSIBLE,
  SKIPPED,
  writeInventory,
} from './ansible.ts';

const HOST = { name: 'pc-01', loginId: 'user01', password: 'Planted-himitsu', otpSecret: '' };
const HERE = {
  home: '{{ rollout_home }}',
  bank: '{{ rollout_bank }}',
  ca_file: '{{ rollout_ca_file }}',
  store: 'file',
  executable: '{{ rollout_executable }}',
};

interface Task {
  readonly module?: string;
  readonly check?: boolean;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** What each task's result is, in order. */
async function results(controller: Controller, tasks: readonly Task[]): Promise<Record<string, unknown>[]> {
  const steps = tasks.map(({ module = 'certificate', check = false, params = {} }, index) => ({
    name: `Task ${index}`,
    [`cert_tool.cert_tool.${module}`]: { ...HERE, ...params },
    check_mode: check,
    ignore_errors: true,
    register: `result_${index}`,
  }));
  const names = steps.map(({ register }) => register).join(', ');
  const written = {
    name: 'Write the results',
    'ansible.builtin.copy': { content: `{{ [${names}] | to_json }}`, dest: '{{ inventory_dir }}/done.json' },
  };
  const play = { hosts: 'all', gather_facts: false, tasks: [...steps, written] };
  writeFileSync(join(controller.folder, 'tasks.yml'), JSON.stringify([play]));
  await controller.play(['tasks.yml']);
  return JSON.parse(readFileSync(join(controller.folder, 'done.json'), 'utf8')) as Record<string, unknown>[];
}

describe(`the modules of Ansible${SKIPPED}`, { timeout: 240_000 }, () => {
  test.skipIf(NO_ANSIBLE)('go from nothing to a certificate, a renewal, and back', async () => {
    const bank = await bankOf([HOST]);
    const controller = await makeController();
    await writeInventory(controller, bank, [HOST]);
    const password = '{{ vault_passwords[rollout_login_id] }}';
    const mine = { login_id: HOST.loginId };
    const changed = (of: Record<string, unknown>[]) => of.map(({ changed, outcome }) => [changed, outcome]);

    const begun = await results(controller, [
      { module: 'certificates_info' },
      { params: mine },
      { params: { ...mine, password }, check: true },
      { params: { ...mine, password } },
      { params: mine },
      { params: { ...mine, state: 'renewed', password } },
      { module: 'certificates_info', params: { check: 400 } },
      { params: { login_id: '--yes', state: 'absent' } },
      { params: { login_id: 'user02', password, bank: '{{ omit }}' } },
    ]);
    expect(begun[0]).toMatchObject({ changed: false, certificates: [], attention: false, exit_code: 8 });
    expect(begun[1]).toMatchObject({ failed: true, code: 'CT-2002', name: 'missing-input', exit_code: 2 });
    expect(begun[1]).toMatchObject({ hint: 'Give it as a parameter: password, and otp or otp_secret.' });
    expect(changed(begun.slice(2, 6))).toEqual([
      [true, 'dry-run'],
      [true, 'issued'],
      [false, 'already-valid'],
      [false, 'already-valid'],
    ]);
    expect(begun[6]).toMatchObject({ attention: true, certificates: [{ loginId: 'user01' }], exit_code: 11 });
    expect(begun[7]).toMatchObject({ failed: true, msg: 'login_id begins with a hyphen' });
    expect(begun[8]).toMatchObject({ name: 'no-bank', hint: 'Give it as a parameter: bank or profile.' });

    await runCli(bank.home, ['sandbox', 'advance', '340']);
    const ended = await results(controller, [
      { params: { ...mine, state: 'renewed', password }, check: true },
      { params: { ...mine, state: 'renewed', password } },
      { params: { ...mine, state: 'renewed', password } },
      { params: { ...mine, state: 'absent' }, check: true },
      { params: { ...mine, state: 'absent' } },
      { params: { ...mine, state: 'absent' } },
      { params: { ...mine, state: 'absent' }, check: true },
      { params: { ...mine, state: 'renewed', password } },
      { params: { ...mine, password: 'wrong-himitsu' } },
    ]);
    expect(changed(ended.slice(0, 7))).toEqual([
      [true, 'dry-run'],
      [true, 'renewed'],
      [false, 'already-valid'],
      [true, 'dry-run'],
      [true, 'removed'],
      [false, 'already-gone'],
      [false, 'already-gone'],
    ]);
    expect(ended[7]).toMatchObject({ failed: true, exit_code: 8 });
    expect(ended[8]).toMatchObject({
      failed: true,
      code: 'CT-3001',
      name: 'credentials-refused',
      attempts_left: 4,
      hint: expect.stringContaining('Check both'),
      message: expect.stringContaining('refused'),
    });
  });

  test.skipIf(NO_ANSIBLE)(
    'send what they were given, whatever is in the environment of the host',
    async () => {
      const bank = await bankOf([HOST]);
      const controller = await makeController();
      await writeInventory(controller, bank, [HOST]);
      const task = { login_id: HOST.loginId, password: '{{ vault_passwords[rollout_login_id] }}' };
      writeFileSync(
        join(controller.folder, 'tasks.yml'),
        JSON.stringify([
          {
            hosts: 'all',
            gather_facts: false,
            environment: { CERT_TOOL_PASSWORD: 'left-over' },
            tasks: [{ name: 'Get it', 'cert_tool.cert_tool.certificate': { ...HERE, ...task } }],
          },
        ]),
      );
      const { code, output } = await controller.play(['tasks.yml']);
      expect([code, output]).toEqual([0, expect.stringContaining('CERT_TOOL_PASSWORD is set on the host')]);
      // Why it must not be there; and what a leak looks like to the test of the rollout.
      expect(filesWith(join(controller.folder, 'seen'), ['CERT_TOOL_PASSWORD=left-over'])).not.toEqual([]);
    },
  );
});
