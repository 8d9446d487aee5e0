import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { tempFolder } from '../../support/temp-folder.ts';
import { makePc, NOW } from '../remind/pc.ts';

/** The daily reminder: installed by its own command, with a scheduler and a clock of the test's. */

let pc: ReturnType<typeof makePc>;
beforeEach(() => {
  pc = makePc();
});

async function examined() {
  const { checks, exitCode } = await pc.json(['doctor', '--bank', 'https://localhost:1']);
  return { ...checks.find(({ id }: { id: string }) => id === 'reminder'), exitCode };
}

test('nobody has to have one', async () => {
  expect(await examined()).toMatchObject({ status: 'ok', note: 'none is installed' });
});

test('one that was just installed, and one that runs, are well', async () => {
  await pc.run(['remind', 'install']);
  expect(await examined()).toMatchObject({ status: 'ok', note: 'it has not run yet' });
  await pc.run(['remind', 'run', '--scheduled']);
  expect(await examined()).toMatchObject({
    ...{ status: 'ok', note: 'last run: 2026-11-28 12:00:00 JST' },
    needs: ['data-folder'],
  });
});

describe('installed, and it does not run', () => {
  const found = { status: 'warning', error: { name: 'not-set-up' }, exitCode: 11 };

  test('what it starts is gone', async () => {
    const program = join(tempFolder(), 'program');
    writeFileSync(program, '');
    pc.more = { self: { isCached: false, line: (argv) => ({ program, args: argv, variables: {} }) } };
    await pc.run(['remind', 'install']);
    rmSync(program);
    const { error, ...others } = await examined();
    expect({ error, ...others }).toMatchObject(found);
    expect(error.message).toContain(program);
    expect(error.hint).toContain('remind install');
  });

  test('switched off in the scheduler', async () => {
    await pc.run(['remind', 'install']);
    const none = () => Promise.reject(new TypeError('only asked'));
    const find = async () => ({ places: ['task'], isActive: false });
    pc.more = { scheduler: async () => ({ units: none, install: none, find, remove: none }) };
    const { error, ...others } = await examined();
    expect({ error, ...others }).toMatchObject(found);
    expect(error.message).toContain('switched off');
  });

  test('it has not run for days', async () => {
    await pc.run(['remind', 'install']);
    pc.now = new Date(NOW.getTime() + 4 * 24 * 60 * 60 * 1000);
    const { error, ...others } = await examined();
    expect({ error, ...others }).toMatchObject(found);
    expect(error.message).toContain('has never run');
  });

  test('its last run failed', async () => {
    await pc.run(['remind', 'install']);
    await pc.run(['remind', 'run', '--scheduled', '--heartbeat', join(pc.home, 'none')]);
    const { error, ...others } = await examined();
    expect({ error, ...others }).toMatchObject(found);
    expect(error.message).toContain('CT-2027');
  });
});
