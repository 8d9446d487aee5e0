import { describe, expect, test } from 'vitest';
import { runOtpCommand } from '../../src/system/otp-command.ts';

/** What the program ends with, and what it said on stderr. */
async function ran(script: string) {
  const lines: string[] = [];
  const options = { loginId: 'hanako', env: process.env, onStderr: (line: string) => lines.push(line) };
  const result = await runOtpCommand(`"${process.execPath}" -e "${script}"`, options).catch(
    ({ errorName }) => errorName,
  );
  return { result, lines };
}

describe('what the program says on stderr', () => {
  test('is told beside the code, but not the code', async () => {
    const { result, lines } = await ran(
      `console.error('touch the key\\n\\ncode 123456'); console.log('123456')`,
    );
    expect(result).toBe('123456');
    expect(lines).toEqual(['touch the key', 'code ********']);
  });

  test('is told without the code, however the two are written, and without the next one', async () => {
    const { result, lines } = await ran(
      `console.log('123 456\\nnext 654321'); console.error('code 123456, or 123-456, then 654 321')`,
    );
    expect(result).toBe('123 456');
    expect(lines).toEqual(['code ********, or ********, then ********']);
  });

  test('is told where it fails, but nothing that it printed for us', async () => {
    const { result, lines } = await ran(
      `console.log('geheim7 ok'); console.error('no token: geheim7, ok?'); process.exitCode = 3`,
    );
    expect(result).toBe('otp-command-failed');
    expect(lines).toEqual(['no token: ********, ok?']);
  });

  test('is told of its end where it is long', async () => {
    const { lines } = await ran(
      `for (let n = 1; n <= 30; n++) console.error('line ' + n); process.exitCode = 1`,
    );
    expect([lines.length, lines.at(-1)]).toEqual([20, 'line 30']);
  });
});
