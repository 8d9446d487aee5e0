import { InvalidArgumentError, Option } from 'commander';
import type { OptionDeclaration } from '../core/option.ts';
import type { Language } from '../core/text.ts';

/** An option as commander parses it; a wrong value becomes `invalid-option`. */
export function optionOf(
  { flags, help, value, default: byDefault, preset }: OptionDeclaration,
  language: Language,
): Option {
  const option = new Option(flags, help[language]);
  if (value) {
    option.argParser((text, earlier: unknown) => {
      const read = value.read(text, earlier);
      if (read === undefined) throw new InvalidArgumentError(value.allowed);
      return read;
    });
  }
  if (byDefault !== undefined) option.default(byDefault);
  if (preset !== undefined) option.preset(String(preset));
  return option;
}
