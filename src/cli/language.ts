import type { Language } from '../core/text.ts';

/**
 * The language for what is said before the settings are read: `--lang`, CERT_TOOL_LANG, the system's language;
 * English where it is neither.
 */
export function earlyLanguage(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  locale: () => string,
): Language {
  const position = argv.lastIndexOf('--lang');
  const typed =
    argv.find((word) => word.startsWith('--lang='))?.slice('--lang='.length) ??
    (position >= 0 ? argv[position + 1] : undefined);
  for (const candidate of [typed, env['CERT_TOOL_LANG']]) {
    if (candidate === 'ja' || candidate === 'en') return candidate;
  }
  return systemLanguage(env, locale);
}

/** POSIX locale variables in their order of weight; elsewhere what the runtime says. */
function systemLanguage(env: NodeJS.ProcessEnv, locale: () => string): Language {
  const posix = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'];
  return /^ja\b|^ja_/i.test(posix || locale()) ? 'ja' : 'en';
}
