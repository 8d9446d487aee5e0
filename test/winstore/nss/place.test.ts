import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { browserDatabase, confinedBrowsers } from '../../../src/winstore/nss/place.ts';
import { tempFolder } from '../../support/temp-folder.ts';

test('the database of browsers', () => {
  const home = tempFolder();
  const ownPlace = join(home, '.local', 'share', 'pki', 'nssdb');
  expect(browserDatabase(home, {})).toBe(ownPlace);
  expect(browserDatabase(home, { XDG_DATA_HOME: '' })).toBe(ownPlace);
  expect(browserDatabase(home, { XDG_DATA_HOME: 'relative' })).toBe(ownPlace);
  expect(browserDatabase(home, { XDG_DATA_HOME: '/data' })).toBe('/data/pki/nssdb');
  mkdirSync(join(home, '.pki'));
  expect(browserDatabase(home, {})).toBe(ownPlace);
  mkdirSync(join(home, '.pki', 'nssdb'));
  expect(browserDatabase(home, { XDG_DATA_HOME: '/data' })).toBe(join(home, '.pki', 'nssdb'));
});

test('browsers in snap and Flatpak', () => {
  const home = tempFolder();
  expect(confinedBrowsers(home)).toEqual([]);
  const made = [
    ['chromium (snap)', 'snap/chromium/current/.pki/nssdb'],
    ['brave (snap)', 'snap/brave/current/.local/share/pki/nssdb'],
    ['com.google.Chrome (Flatpak)', '.var/app/com.google.Chrome/data/pki/nssdb'],
    ['com.microsoft.Edge (Flatpak)', '.var/app/com.microsoft.Edge/.pki/nssdb'],
  ].map(([name = '', folder = '']) => ({ name, database: join(home, folder) }));
  for (const { database } of made) {
    mkdirSync(database, { recursive: true });
    writeFileSync(join(database, 'cert9.db'), '');
  }
  mkdirSync(join(home, 'snap/vivaldi/current/.pki/nssdb'), { recursive: true });
  expect(confinedBrowsers(home)).toEqual(made);
});
