import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { onPath } from '../support/shells.ts';
import { makeController, NO_ANSIBLE, SKIPPED, sourcesFor } from './ansible.ts';

const PYTHON = '/usr/bin/python3';
const PACKAGES = '/usr/lib/python3/dist-packages';
/** ansible-test wants a network for it; the program in it does not. */
const VALIDATE = join(PACKAGES, 'ansible_test/_util/controller/sanity/validate-modules');
const NO_VALIDATE = !existsSync(VALIDATE) || !existsSync(join(PACKAGES, 'voluptuous'));
const NO_LINT = NO_ANSIBLE || !onPath('ansible-lint');

describe(`what Ansible's own checks say of the collection${SKIPPED}`, { timeout: 240_000 }, () => {
  test.skipIf(NO_LINT)(
    `ansible-lint, for production${NO_LINT ? ' (needs ansible-lint: skipped)' : ''}`,
    async () => {
      const controller = await makeController();
      const args = ['--offline', '--nocolor', '--profile', 'production'];
      const { code, output } = await controller.run('ansible-lint', args, installed(controller.folder));
      expect(output).toMatch(
        /Passed with production profile: 0 failure\(s\), 0 warning\(s\) on [1-9]\d files/,
      );
      expect(code).toBe(0);
    },
  );

  test.skipIf(NO_ANSIBLE)('ansible-test sanity --test compile', async () => {
    const controller = await makeController();
    // Of the system's own Pythons: it stops at one that a version manager has only the name of.
    const args = ['PATH=/usr/bin:/bin', 'ansible-test', 'sanity', '--test', 'compile', '--color', 'no'];
    const { code, output } = await controller.run('env', args, sourcesFor(controller));
    expect([code, output]).toEqual([0, expect.stringContaining('Running sanity test "compile"')]);
  });

  test.skipIf(NO_ANSIBLE || NO_VALIDATE)('validate-modules', async () => {
    const controller = await makeController();
    const modules = ['certificate', 'certificates_info', 'win_certificate'].map(
      (name) => `plugins/modules/${name}.py`,
    );
    const found = `PYTHONPATH=${VALIDATE}:${PACKAGES}:${join(controller.folder, 'collections')}`;
    const { output } = await controller.run(
      'env',
      [found, PYTHON, join(VALIDATE, 'validate.py'), '--format', 'plain'].concat(
        ['--collection', 'ansible_collections/cert_tool/cert_tool'],
        modules,
      ),
      installed(controller.folder),
    );
    // The licence is MIT, which tests/sanity/ignore-2.14.txt says too.
    const others = output
      .split('\n')
      .filter((line) => line !== '' && !line.includes('missing-gplv3-license'));
    expect(others).toEqual([]);
  });

  test.skipIf(NO_ANSIBLE)('ansible-doc shows every module', async () => {
    const controller = await makeController();
    for (const module of ['certificate', 'certificates_info', 'win_certificate']) {
      const { code, output } = await controller.run('ansible-doc', [`cert_tool.cert_tool.${module}`]);
      expect([code, output]).toEqual([0, expect.stringContaining('- executable')]);
    }
  });
});

function installed(folder: string): string {
  return join(folder, 'collections/ansible_collections/cert_tool/cert_tool');
}
