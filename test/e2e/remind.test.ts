import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cleanEnvironment } from '../support/environment.ts';
import { entryFile, homeWithBank, runCli } from '../support/run.ts';
import { onPath } from '../support/shells.ts';
import { tempFolder } from '../support/temp-folder.ts';

const SYSTEMD = '/usr/lib/systemd/systemd';
const UNIT = /cert-tool-remind-[0-9a-f]{8}/;

/**
 * A real systemd of a user, with a bus, in namespaces of its own: nothing of it reaches the machine, and all of it ends with the
 * script. It wants root, which it gives to the user that it is for.
 */
const SESSION = `
mount -t tmpfs tmpfs /run
mkdir -p /run/systemd/system /run/user/0
chmod 700 /run/user/0
export XDG_RUNTIME_DIR=/run/user/0 DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/0/bus
dbus-daemon --session --address="$DBUS_SESSION_BUS_ADDRESS" --fork --nopidfile 2>/dev/null
${SYSTEMD} --user --log-target=null &
for try in $(seq 100); do
  systemctl --user show --property=Version >/dev/null 2>&1 && break
  read -r -t 0.1 <> <(:)
done
`;

const needed = ['unshare', 'mount', 'dbus-daemon', 'systemctl'].every((each) => onPath(each) !== undefined);

function inSession(home: string, script: string) {
  const args = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc', '--propagation', 'private'];
  const { status, stdout, stderr } = spawnSync('unshare', [...args, 'bash', '-c', `${SESSION}${script}`], {
    env: { ...cleanEnvironment(home), NODE: process.execPath, CERT_TOOL: entryFile() },
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { status, stdout, stderr };
}

/** Containers often forbid namespaces. */
const hasSession =
  needed &&
  existsSync(SYSTEMD) &&
  process.geteuid?.() === 0 &&
  inSession('/nonexistent', 'exit 42').status === 42;
const SESSION_ONLY = hasSession ? '' : ' (needs root, systemd, dbus-daemon and namespaces: skipped)';

describe.skipIf(!hasSession)(`with a real systemd of the user${SESSION_ONLY}`, () => {
  const run = (home: string, lines: string) => {
    const { stdout, stderr, status } = inSession(
      home,
      `ct() { "$NODE" "$CERT_TOOL" "$@"; echo "rc=$?"; }\n${lines}`,
    );
    return { out: stdout.split('\n'), stdout, stderr, status };
  };
  const documents = (out: readonly string[]) =>
    out.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));

  test('it is installed, runs, is replaced, and goes with all that it left', () => {
    const home = homeWithBank();
    const before = readdirSync(home, { recursive: true }).sort();
    const { out, stderr } = run(
      home,
      `ct remind install --sandbox --json
unit=$(systemctl --user list-timers --all --no-legend --plain | grep -o 'cert-tool-remind-[0-9a-f]*.service')
echo "unit=$unit"
systemctl --user start "$unit"; echo "started=$?"
ct remind status --sandbox --json
ct remind install --sandbox --store file --json
systemctl --user show "$unit" --property=ExecStart --no-pager
ct remind remove --json
systemctl --user list-timers --all --no-legend --plain | grep -c cert-tool
ct remind status --json`,
    );
    expect(stderr.replaceAll(/.*Certificate store.*\n/g, '')).not.toMatch(/internal|CT-1001/);
    const [installed, status, again, removed, none] = documents(out);
    expect(installed).toMatchObject({
      ok: true,
      outcome: 'installed',
      nextRun: expect.stringMatching(/T\d\d:\d\d:\d\dZ$/),
    });
    expect(out.find((line) => line.startsWith('unit='))).toMatch(UNIT);
    expect(out).toContain('started=0');
    expect(status).toMatchObject({
      ok: true,
      state: 'well',
      active: true,
      nextRun: expect.stringMatching(/Z$/),
      lastRun: { outcome: 'well', version: expect.any(String) },
    });
    expect(again).toMatchObject({ ok: true, units: installed.units });
    expect(out.find((line) => line.startsWith('ExecStart='))).toContain('--store=file');
    expect(removed.removed).toEqual(expect.arrayContaining(installed.units));
    expect(out).toContain('0');
    expect(none).toMatchObject({ ok: false, state: 'not-installed', error: { exitCode: 5 } });
    const ours = readdirSync(home, { recursive: true }).filter((name) => String(name).includes('remind'));
    expect(ours).toEqual([]);
    expect(before.every((name) => existsSync(join(home, String(name))))).toBe(true);
  });

  test('where systemd refuses the unit, all is as it was', () => {
    const home = homeWithBank();
    const folder = join(home, '.config/systemd/user');
    mkdirSync(folder, { recursive: true });
    const { out } = run(
      home,
      `ct remind install --dry-run --json
name=$("$NODE" "$CERT_TOOL" remind install --dry-run --json | grep -o 'cert-tool-remind-[0-9a-f]*' | head -1)
mkdir "$HOME/.config/systemd/user/$name.timer.d"
printf '[Timer]\\nOnCalendar=\\n' >"$HOME/.config/systemd/user/$name.timer.d/none.conf"
ct remind install --json
find "$HOME/.config/systemd/user" "$HOME/remind" -name 'cert-tool*' -not -name '*.d'
rm -r "$HOME/.config/systemd/user/$name.timer.d"
ct remind install --json >/dev/null
mkdir "$HOME/.config/systemd/user/$name.timer.d"
printf '[Timer]\\nOnCalendar=\\n' >"$HOME/.config/systemd/user/$name.timer.d/none.conf"
ct remind install --store file --json >/dev/null
grep -c store= "$HOME/.config/systemd/user/$name.service"`,
    );
    const [, refused] = documents(out);
    expect(refused).toMatchObject({ ok: false, error: { name: 'not-set-up' } });
    expect(out.filter((line) => UNIT.test(line) && !line.startsWith('{'))).toEqual([]);
    // What was there before is there again.
    expect(out.filter((line) => /^\d+$/.test(line))).toEqual(['0']);
  });
});

const LINUX_ONLY = process.platform === 'linux' ? '' : ' (needs Linux, skipped)';

test.skipIf(LINUX_ONLY !== '')(`without a systemd of the user nothing is left${LINUX_ONLY}`, async () => {
  const home = join(tempFolder(), 'home');
  mkdirSync(home);
  writeFileSync(join(home, 'config.json'), '{"lang":"en"}');
  const { code, stderr } = await runCli(home, ['remind', 'install']);
  expect(code).toBe(5);
  expect(stderr).toContain('CT-5047');
  expect(stderr).toContain('cert-tool remind run');
  expect(readdirSync(home)).toEqual(['config.json', 'log']);
});
