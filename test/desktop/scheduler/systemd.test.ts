import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { SchedulerPlace } from '../../../src/desktop/scheduler/place.ts';
import { stateIn, systemd } from '../../../src/desktop/scheduler/systemd.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { TASK } from './tasks.ts';

const LINUX_ONLY = process.platform === 'linux' ? '' : ' (needs Linux, skipped)';

/** A user for whom no systemd runs: a container, su, cron. */
let home: string;
let place: SchedulerPlace;
beforeEach(() => {
  home = tempFolder();
  const env = { HOME: home, PATH: process.env['PATH'], XDG_RUNTIME_DIR: join(home, 'none') };
  const name = 'cert-tool-remind-test';
  place = {
    platform: 'linux',
    env,
    home,
    name,
    ownFolder: join(home, 'own'),
    signal: new AbortController().signal,
  };
});

describe.skipIf(LINUX_ONLY !== '')(`without a systemd of the user${LINUX_ONLY}`, () => {
  test('nothing is installed, nothing is left, and it is said what to do', async () => {
    await expect(systemd(place).install(TASK)).rejects.toMatchObject({
      errorName: 'not-set-up',
      details: { remedy: { en: expect.stringContaining('cert-tool remind run') } },
    });
    expect(readdirSync(home)).toEqual([]);
    expect(await systemd(place).find()).toBeUndefined();
    expect(await systemd(place).remove()).toEqual([]);
  });

  test('what is there is found, and goes with all that systemd made of it', async () => {
    const units = await systemd(place).units(TASK);
    const folder = join(home, '.config/systemd/user');
    const stamps = join(home, '.local/share/systemd/timers');
    mkdirSync(join(folder, 'timers.target.wants'), { recursive: true });
    mkdirSync(stamps, { recursive: true });
    for (const { place: file, text } of units) writeFileSync(file, text);
    const link = join(folder, 'timers.target.wants', 'cert-tool-remind-test.timer');
    symlinkSync('../cert-tool-remind-test.timer', link);
    const stamp = join(stamps, 'stamp-cert-tool-remind-test.timer');
    writeFileSync(stamp, '');
    const others = join(folder, 'other.timer');
    writeFileSync(others, '');
    const places = units.map(({ place: file }) => file);
    expect(await systemd(place).find()).toEqual({ places, isActive: undefined });
    expect(await systemd(place).remove()).toEqual([...places, link, stamp]);
    expect(readdirSync(folder).sort()).toEqual(['other.timer', 'timers.target.wants']);
    expect(existsSync(stamp)).toBe(false);
  });

  test('a folder that cannot be looked into is told, and no internal error', async () => {
    symlinkSync('.config', join(home, '.config'));
    const refused = { errorName: 'not-set-up' };
    await expect(systemd(place).find()).rejects.toMatchObject(refused);
    await expect(systemd(place).remove()).rejects.toMatchObject(refused);
  });

  test('XDG_CONFIG_HOME counts where it is absolute', async () => {
    const [first] = await systemd({ ...place, env: { XDG_CONFIG_HOME: '/x' } }).units(TASK);
    expect(first?.place).toBe('/x/systemd/user/cert-tool-remind-test.service');
    const [other] = await systemd({ ...place, env: { XDG_CONFIG_HOME: 'x' } }).units(TASK);
    expect(other?.place).toBe(join(home, '.config/systemd/user/cert-tool-remind-test.service'));
  });
});

test.each([
  [
    'NextElapseUSecRealtime=Sun 2026-11-29 10:07:04 UTC\nActiveState=active\n',
    true,
    '2026-11-29T10:07:04.000Z',
  ],
  ['ActiveState=inactive\nNextElapseUSecRealtime=\n', false, undefined],
  ['', undefined, undefined],
])('what systemctl shows: %j', (shown, isActive, next) => {
  const { nextRun, ...state } = stateIn(shown);
  expect([state.isActive, nextRun?.toISOString()]).toEqual([isActive, next]);
});
