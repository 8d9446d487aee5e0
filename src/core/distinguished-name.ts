/**
 * The values of one attribute in a distinguished name (RFC 4514), in the order of the string.
 * @param name e.g. `CN=logid031 A001 20200304153656560435,OU=…,O=…` @param attribute e.g. `OU`
 */
export function attributeValues(name: string, attribute: string): string[] {
  return attributesIn(name)
    .filter(({ type }) => type.toUpperCase() === attribute.toUpperCase())
    .map(({ value }) => value);
}

/** An attribute of a distinguished name. */
export interface Attribute {
  readonly type: string;
  /** Unescaped. */
  readonly value: string;
  /** As it stands in the string. */
  readonly text: string;
  /** The value is the hex of an encoding (RFC 4514, 2.4). */
  readonly isHex: boolean;
}

/** All attributes of a distinguished name (RFC 4514), in the order of the string. */
export function attributesIn(name: string): Attribute[] {
  return splitUnescaped(name, /[,+]/).flatMap((text) => {
    const [, type, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (type === undefined || value === undefined) return [];
    return [{ type: type.trim(), value: unescapeValue(value), text, isHex: value.startsWith('#') }];
  });
}

function splitUnescaped(text: string, separator: RegExp): string[] {
  const parts: string[] = [''];
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (character === '\\') {
      parts.push(`${parts.pop()}${text.slice(index, index + 2)}`);
      index += 1;
    } else if (separator.test(character)) {
      parts.push('');
    } else {
      parts.push(`${parts.pop()}${character}`);
    }
  }
  return parts;
}

/** `\,` is the character itself, `\E3\81\82` the bytes of UTF-8. */
function unescapeValue(value: string): string {
  return value.replace(/(?:\\[0-9A-Fa-f]{2})+|\\(.)/gs, (escaped, character?: string) =>
    character === undefined ? Buffer.from(escaped.replaceAll('\\', ''), 'hex').toString('utf8') : character,
  );
}
