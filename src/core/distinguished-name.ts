/**
 * The values of one attribute in a distinguished name (RFC 4514), in the order of the string.
 * @param name e.g. `CN=logid031 A001 20200304153656560435,OU=…,O=…` @param attribute e.g. `OU`
 */
export function attributeValues(name: string, attribute: string): string[] {
  return splitUnescaped(name, /[,+]/)
    .map((part) => /^([^=]+)=(.*)$/s.exec(part))
    .filter((match) => match?.[1]?.trim().toUpperCase() === attribute.toUpperCase())
    .map((match) => unescapeValue(match?.[2] ?? ''));
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
