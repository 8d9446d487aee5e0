import { InvalidArgumentError, Option } from 'commander';
import type { OptionDeclaration } from '../core/option.ts';

/** An option as commander parses it, without its words; a wrong value becomes `invalid-option`. */
export function optionOf({ flags, value, default: byDefault, preset }: OptionDeclaration): Option {
  const option = new Option(flags);
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
