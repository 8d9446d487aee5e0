import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runClockCommand } from '../../src/system/clock-command.ts';
import { tempFolder } from '../support/temp-folder.ts';

const TIME = new Date('2027-03-01T00:00:00.500Z');
const signal = new AbortController().signal;

test('the program gets the time behind its own arguments', async () => {
  const file = join(tempFolder(), 'time');
  const script = `require('fs').writeFileSync(process.argv[1], process.argv[2])`;
  await runClockCommand(`"${process.execPath}" -e "${script}" "${file}"`, TIME, { env: process.env, signal });
  expect(existsSync(file) && readFileSync(file, 'utf8')).toBe('2027-03-01T00:00:00Z');
});

test.each([
  ['no-such-program-here', 'the program was not found.'],
  [`"${process.execPath}" -e "process.exit(3)"`, 'it ended with exit code 3.'],
  ['"open', 'it is empty, or a quote is not closed.'],
])('%s is told as what it is', async (line, detail) => {
  const error = await runClockCommand(line, TIME, { env: process.env, signal }).catch((thrown) => thrown);
  expect(error).toMatchObject({
    errorName: 'clock-command-failed',
    details: { params: { detail: { en: detail } } },
  });
});
