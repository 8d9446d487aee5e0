import { earlyLanguage } from './cli/language.ts';
import { main, systemLocale } from './main.ts';
import { optimizeLess } from './system/optimize-less.ts';

const WINDOW_CLOSED = 129;

/**
 * Starts the program as a single executable (scripts/build-exe.mjs). Started by a double-click it asks for a key
 * before it ends, whatever has happened, because its window closes then.
 */
export async function start(version: string): Promise<void> {
  optimizeLess();
  // With arguments it was typed or scripted, in whatever window.
  if (process.argv.length > 2 || !(await isAloneInWindow())) return main(version);
  process.title = 'cert-tool';
  const { waitForKey } = await import('./ui/key.ts');
  await main(version, {
    async beforeEnd(code) {
      if (code !== WINDOW_CLOSED) await waitForKey(earlyLanguage([], process.env, systemLocale));
    },
  });
}

/**
 * Whether Windows opened a console window for this process alone, as it does for a double-click. In a shell's window
 * there is the shell too. False where that cannot be found out, so that nothing ever waits for nobody.
 */
async function isAloneInWindow(): Promise<boolean> {
  if (process.platform !== 'win32') return false;
  if (![process.stdin, process.stdout, process.stderr].every(({ isTTY }) => isTTY)) return false;
  try {
    const { loadKoffi } = await import('./winstore/native/koffi.ts');
    // https://learn.microsoft.com/windows/console/getconsoleprocesslist
    const prototype = 'uint32_t GetConsoleProcessList(_Out_ uint32_t *processes, uint32_t count)';
    const getConsoleProcessList = (await loadKoffi()).load('kernel32.dll').func(prototype);
    return getConsoleProcessList(new Uint32Array(2), 2) === 1;
  } catch {
    return false;
  }
}
