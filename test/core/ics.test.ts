import { spawnSync } from 'node:child_process';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { type CalendarEvent, calendarText, isOwnCalendar } from '../../src/core/ics.ts';
import { PYTHON, pythonMissing } from '../support/python.ts';

const NOW = new Date('2026-11-28T01:02:03.456Z');
const LONG =
  'クライアント証明書の有効期限: 経理; "総務", 人事\\営業 𠮷野家\nコマンド: cert-tool renew hanakodt';
const EVENT: CalendarEvent = {
  uid: '0123456789abcdef@cert-tool',
  sequence: 20_000,
  start: new Date('2027-11-30T23:59:59Z'),
  summary: LONG,
  description: `${LONG}${LONG}`,
  alarms: [
    { at: new Date('2027-10-21T23:59:59Z'), text: LONG },
    { at: new Date('2027-11-25T00:00:00Z'), text: 'x' },
  ],
};
const text = calendarText([EVENT, { ...EVENT, uid: 'other@cert-tool', alarms: [] }], NOW);
const SEEN = {
  uid: EVENT.uid,
  sequence: EVENT.sequence,
  start: '2027-11-30T23:59:59Z',
  summary: LONG,
  description: EVENT.description,
  alarms: ['2027-10-21T23:59:59Z', '2027-11-25T00:00:00Z'],
  alarmText: LONG,
};

test('lines end in CRLF and have at most 75 bytes, and no character is broken', () => {
  const lines = text.split('\r\n');
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(lines.at(-1)).toBe('');
  expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBe(75);
  expect(text).not.toContain('\ufffd');
  expect(Buffer.from(text).toString()).toBe(text);
  expect(text.replaceAll('\r\n ', '')).toContain('経理\\; "総務"\\, 人事\\\\営業 𠮷野家\\nコマンド');
});

test('control characters are left out, and nothing else can end a line', () => {
  const [, summary] =
    /SUMMARY:(.*)\r\n/.exec(calendarText([{ ...EVENT, summary: 'a\u0007b\rc\r\nd' }], NOW)) ?? [];
  expect(summary).toBe('ab\\nc\\nd');
});

test('ours is known by its beginning', () => {
  expect(isOwnCalendar(text)).toBe(true);
  expect(isOwnCalendar(text.replace('cert-tool//EN', 'other//EN'))).toBe(false);
  expect(isOwnCalendar('')).toBe(false);
});

describe('read by others', () => {
  test('ical.js', () => {
    const calendar = new ICAL.Component(ICAL.parse(text));
    const events = calendar.getAllSubcomponents('vevent');
    expect(events).toHaveLength(2);
    const [first] = events;
    const alarms = first?.getAllSubcomponents('valarm') ?? [];
    const value = (of: InstanceType<typeof ICAL.Component> | undefined, name: string) =>
      of?.getFirstPropertyValue(name);
    expect({
      uid: value(first, 'uid'),
      sequence: value(first, 'sequence'),
      start: String(value(first, 'dtstart')),
      summary: value(first, 'summary'),
      description: value(first, 'description'),
      alarms: alarms.map((each) => String(value(each, 'trigger'))),
      alarmText: value(alarms[0], 'description'),
    }).toEqual(SEEN);
    expect(String(value(first, 'dtstamp'))).toBe('2026-11-28T01:02:03Z');
  });

  const missing = pythonMissing('icalendar');
  test.skipIf(missing)(`python3-icalendar${missing ? ' (not installed: skipped)' : ''}`, () => {
    const { status, stdout, stderr } = spawnSync(PYTHON, ['-c', READ], { input: text, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      SEEN,
      { ...SEEN, uid: 'other@cert-tool', alarms: [], alarmText: null },
    ]);
  });
});

const READ = `
import json, sys
from icalendar import Calendar
calendar = Calendar.from_ical(sys.stdin.buffer.read())
at = lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ")
def seen(event):
    alarms = event.walk("VALARM")
    return {
        "uid": str(event["UID"]), "sequence": int(event["SEQUENCE"]), "start": at(event["DTSTART"].dt),
        "summary": str(event["SUMMARY"]), "description": str(event["DESCRIPTION"]),
        "alarms": [at(alarm["TRIGGER"].dt) for alarm in alarms],
        "alarmText": str(alarms[0]["DESCRIPTION"]) if alarms else None,
    }
print(json.dumps([seen(event) for event in calendar.walk("VEVENT")]))
`;
