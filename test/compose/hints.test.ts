import { expect, test } from 'vitest';
import { hintsOf } from '../../src/compose/hints.ts';
import { resolveSettings } from '../../src/config/settings.ts';
import { commandLine } from '../../src/core/hints.ts';
import { Insistence } from '../../src/core/insistence.ts';
import { createRedactor } from '../../src/ui/redaction.ts';

test.each([
  ['http://taro@proxy.example:3128', 'taro@proxy.example:3128'],
  ['HTTP://proxy.example', 'proxy.example'],
  ['proxy.example:3128', 'proxy.example:3128'],
  ['https://proxy.example', 'https://proxy.example'],
])('a command that is suggested names the proxy so that it can be typed: %s', (proxy, expected) => {
  const settings = resolveSettings({ options: { proxy }, env: {}, user: {}, machine: {} }, 'en');
  const { signal } = new AbortController();
  const hints = hintsOf(
    { given: { proxy }, env: {}, language: 'en', signal, insistence: new Insistence() },
    settings,
  );
  const line = createRedactor().redact(commandLine({ ...hints, shell: 'posix' }, ['renew', 'taro']));
  expect(line).toBe(`cert-tool renew taro --proxy ${expected}`);
});
