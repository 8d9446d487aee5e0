/** A value in a JSON text, by where it stands. */
interface Node {
  readonly start: number;
  readonly end: number;
  /** Of an object. */
  readonly members?: readonly Member[];
}

interface Member {
  readonly name: string;
  readonly start: number;
  readonly value: Node;
}

const STRING = /"(?:[^"\\]|\\.)*"/y;
const SCALAR = /[^\s,\]}]+/y;
const BLANKS = /\s*/y;

/**
 * Sets a member of an object, and the objects around it that are missing. All else of the text stays as it is: the order of the
 * members, and how it is laid out.
 * @param text JSON (RFC 8259) whose value is an object @param path names of members, the outermost first
 */
export function withMember(text: string, path: readonly string[], value: unknown): string {
  const { node, rest } = nearest(text, path);
  const [name, ...inner] = rest;
  if (name === undefined) return replaced(text, node, layOut(value, indentAt(text, node.start), text));
  const whole = inner.reduceRight((each: unknown, key) => ({ [key]: each }), value);
  // What is no object cannot have members: it gives way.
  if (!node.members) {
    return replaced(text, node, layOut({ [name]: whole }, indentAt(text, node.start), text));
  }
  return inserted(text, node, node.members, `${JSON.stringify(name)}: `, whole);
}

/** Removes a member, and the objects around it that have no other. The text as it is where there is no such member. */
export function withoutMember(text: string, path: readonly string[]): string {
  const { around, rest } = nearest(text, path);
  if (rest.length > 0) return text;
  const at = around.findLastIndex(({ node, member }, index) => index === 0 || manyIn(node, member));
  const { node, member } = around[at] ?? {};
  if (!node?.members || !member) return text;
  const index = node.members.indexOf(member);
  const [previous, next] = [node.members[index - 1], node.members[index + 1]];
  if (next) return text.slice(0, member.start) + text.slice(next.start);
  if (previous) return text.slice(0, previous.value.end) + text.slice(member.value.end);
  return replaced(text, node, '{}');
}

function manyIn({ members = [] }: Node, { name }: Member): boolean {
  return members.some((other) => other.name !== name);
}

interface Step {
  readonly node: Node;
  readonly member: Member;
}

/** As far as the path leads: the innermost value, what is left of the path, and the steps to it. */
function nearest(text: string, path: readonly string[]) {
  let node = nodeAt(text, skip(text, BLANKS, 0));
  const around: Step[] = [];
  for (const [index, name] of path.entries()) {
    // Of several of one name the last one counts.
    const member = node.members?.findLast((each) => each.name === name);
    if (!member) return { node, around, rest: path.slice(index) };
    around.push({ node, member });
    node = member.value;
  }
  return { node, around, rest: [] };
}

function inserted(
  text: string,
  object: Node,
  members: readonly Member[],
  key: string,
  value: unknown,
): string {
  const last = members.at(-1);
  const lineEnd = lineEndOf(text);
  const outer = indentAt(text, object.start);
  if (!last) {
    const indent = outer + unitOf(text);
    const member = `${lineEnd}${indent}${key}${layOut(value, indent, text)}${lineEnd}`;
    return replaced(text, object, `{${member}${outer}}`);
  }
  const { end } = last.value;
  const isOnOneLine = !text.slice(object.start, object.end).includes('\n');
  const indent = isOnOneLine ? '' : indentAt(text, last.start);
  const gap = isOnOneLine ? ' ' : `${lineEnd}${indent}`;
  const shown = isOnOneLine ? JSON.stringify(value) : layOut(value, indent, text);
  return `${text.slice(0, end)},${gap}${key}${shown}${text.slice(end)}`;
}

function replaced(text: string, { start, end }: Node, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

/** As the text is laid out that it becomes part of. */
function layOut(value: unknown, indent: string, text: string): string {
  return JSON.stringify(value, null, unitOf(text)).replaceAll('\n', lineEndOf(text) + indent);
}

/** What a text ends its lines with: as it ends the first. */
function lineEndOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}

/** The blanks at the beginning of the line. */
function indentAt(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1, at))?.[0] ?? '';
}

/** What a text is indented by: as its first member is. */
function unitOf(text: string): string {
  return /^\s*\{[ \t]*\r?\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
}

function nodeAt(text: string, start: number): Node {
  const first = text.charAt(start);
  if (first !== '{' && first !== '[') {
    return { start, end: skip(text, first === '"' ? STRING : SCALAR, start) };
  }
  const members: Member[] = [];
  let at = skip(text, BLANKS, start + 1);
  while (!/[\]}]/.test(text.charAt(at))) {
    const member = first === '{' ? memberAt(text, at) : undefined;
    if (member) members.push(member);
    const { end } = member?.value ?? nodeAt(text, at);
    at = skip(text, /\s*,?\s*/y, end);
  }
  return { start, end: at + 1, ...(first === '{' && { members }) };
}

function memberAt(text: string, start: number): Member {
  const end = skip(text, STRING, start);
  const name = String(JSON.parse(text.slice(start, end)));
  return { name, start, value: nodeAt(text, skip(text, /\s*:\s*/y, end)) };
}

/** The end of a token. @throws TypeError where it is not there: the text is not JSON */
function skip(text: string, token: RegExp, at: number): number {
  token.lastIndex = at;
  if (!token.test(text)) throw new TypeError(`no JSON at ${at}`);
  return token.lastIndex;
}
