import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { notify, TOAST_SCRIPT, toastXml } from '../../src/desktop/notification.ts';
import { NEXT_RUN_SCRIPT } from '../../src/desktop/scheduler/task-scheduler.ts';
import { LINK_SCRIPT } from '../../src/desktop/start-menu/windows.ts';
import { anyPowerShell } from '../support/pwsh.ts';
import { PYTHON, pythonMissing } from '../support/python.ts';
import { startBus } from '../support/session-bus.ts';
import { onPath } from '../support/shells.ts';
import { tempFolder } from '../support/temp-folder.ts';

const NOTE = {
  title: '更新時期です & <b>',
  body: 'hanakodt: <2026年12月01日まで> & "x"\n実行するコマンド: cert-tool renew hanakodt',
};
const { signal } = new AbortController();

const missing =
  !onPath('dbus-daemon') ||
  !existsSync('/usr/bin/notify-send') ||
  pythonMissing('dbus', 'gi.repository.GLib');
const BUS_ONLY = missing ? ' (needs dbus-daemon, notify-send, python3-dbus and python3-gi: skipped)' : '';

describe.skipIf(missing)(`on a Linux desktop${BUS_ONLY}`, () => {
  test('what is shown is what was said, and markup is none', async () => {
    const bus = await startBus();
    const seen = join(tempFolder(), 'seen.json');
    const service = join(tempFolder(), 'service.py');
    writeFileSync(service, SERVICE);
    await bus.serve(PYTHON, [service, seen], 'org.freedesktop.Notifications');
    expect(await notify(NOTE, { platform: 'linux', env: bus.env, signal })).toBeUndefined();
    expect(JSON.parse(readFileSync(seen, 'utf8'))).toEqual({
      app: 'cert-tool',
      summary: NOTE.title,
      body: 'hanakodt: &lt;2026年12月01日まで&gt; &amp; &quot;x&quot;\n実行するコマンド: cert-tool renew hanakodt',
    });
  });

  test('where nobody shows notifications, that is said and nothing is thrown', async () => {
    const bus = await startBus();
    const why = await notify(NOTE, { platform: 'linux', env: bus.env, signal });
    expect(why?.en).toMatch(/notify-send \(.+\): it ended with exit code 1/);
  });
});

test('without any desktop nothing is thrown', async () => {
  const place = { env: { SystemRoot: '/none' }, signal };
  expect((await notify(NOTE, { ...place, platform: 'win32' }))?.en).toContain('not found');
  if (process.platform !== 'darwin') {
    expect((await notify(NOTE, { ...place, platform: 'darwin' }))?.en).toContain('not found');
  }
});

test('a toast holds each line as a text', () => {
  expect(toastXml({ title: 'a & <b>', body: 'one\n"two"' })).toBe(
    '<toast><visual><binding template="ToastGeneric"><text>a &amp; &lt;b&gt;</text><text>one</text><text>&quot;two&quot;</text></binding></visual></toast>',
  );
});

const PARSE = `$errors = $null
$null = [Management.Automation.Language.Parser]::ParseInput(($input | Out-String), [ref] $null, [ref] $errors)
$errors.Count`;

describe.skipIf(!anyPowerShell)(`scripts${anyPowerShell ? '' : ' (needs PowerShell, skipped)'}`, () => {
  test.each([
    ['of the toast', TOAST_SCRIPT],
    ['of the next run', NEXT_RUN_SCRIPT],
    ['of the start menu', LINK_SCRIPT],
  ])('%s: PowerShell can read it', (_, script) => {
    const args = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', PARSE];
    const { stdout } = spawnSync(anyPowerShell ?? '', args, { input: script, encoding: 'utf8' });
    expect(stdout.trim()).toBe('0');
    expect(script).toMatch(/^[\x20-\x7e\n]*$/);
  });
});

/** Shows nothing, and notes what it was to show (Desktop Notifications Specification). */
const SERVICE = `
import json, sys, dbus, dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib
DBusGMainLoop(set_as_default=True)
NAME = "org.freedesktop.Notifications"
class Desktop(dbus.service.Object):
    @dbus.service.method(NAME, in_signature="susssasa{sv}i", out_signature="u")
    def Notify(self, app, replaces, icon, summary, body, actions, hints, timeout):
        with open(sys.argv[1], "w", encoding="utf8") as file:
            json.dump({"app": app, "summary": summary, "body": body}, file)
        return 1
    @dbus.service.method(NAME, out_signature="as")
    def GetCapabilities(self):
        return ["body", "body-markup"]
    @dbus.service.method(NAME, out_signature="ssss")
    def GetServerInformation(self):
        return ("test", "test", "1", "1.2")
bus = dbus.SessionBus()
desktop = Desktop(bus, "/org/freedesktop/Notifications")
name = dbus.service.BusName(NAME, bus, do_not_queue=True)
print("serving", flush=True)
GLib.MainLoop().run()
`;
