/**
 * Reads the tables "room, job, imports" and "thing, door" of docs/architecture.md.
 * @param {string} page
 */
export function readTables(page) {
  const rooms = new Map(
    rowsUnder(page, 'room').flatMap(([names, , imports]) =>
      wordsIn(names).map((name) => [name, entriesIn(imports)]),
    ),
  );
  const doors = new Map(rowsUnder(page, 'thing').flatMap(([things, door]) => thingsIn(things, door)));
  if (rooms.size === 0 || doors.size === 0)
    throw new Error('docs/architecture.md has no tables of rooms and doors');
  const roomOf = (file) => findRoom([...rooms.keys()], file);

  /** @param {string} file who imports @param {string} target what, both relative to src/ */
  function mayImport(file, target, { isLazy }) {
    const room = roomOf(file);
    if (!room) return false;
    const other = roomOf(target);
    if (other && (other === room || isWithin(other, 'core'))) return true;
    const pattern = [...rooms.keys()].find((name) => name === room) ?? patternOf([...rooms.keys()], file);
    return rooms
      .get(pattern)
      .some((entry) => (isLazy || !entry.isLazy) && covers(entry.name, room, target, other));
  }

  return { roomOf, mayImport, doors: new Map(doors) };
}

/** Whether what a room may import is this file. */
function covers(entry, room, target, other) {
  if (entry.endsWith('.ts')) return matches(entry, target);
  // Inside a room that has rooms of its own each of them is named; from outside all of it is meant.
  if (isWithin(room, entry.split('/')[0])) return other !== undefined && matches(entry, other);
  return isWithin(target, entry);
}

/** The room of a file: the most exact line that fits, its `*` replaced by the folder. */
function findRoom(patterns, file) {
  const pattern = patternOf(patterns, file);
  if (pattern === undefined) return undefined;
  return file.split('/').slice(0, pattern.split('/').length).join('/');
}

function patternOf(patterns, file) {
  const fitting = patterns.filter((pattern) => {
    const depth = pattern.split('/').length;
    const parts = file.split('/');
    if (pattern.endsWith('.ts')) return pattern === file;
    return parts.length > depth && matches(pattern, parts.slice(0, depth).join('/'));
  });
  const exactness = (pattern) => pattern.split('/').length * 2 - (pattern.includes('*') ? 1 : 0);
  return fitting.sort((one, other) => exactness(other) - exactness(one))[0];
}

/** `*` is one name. */
function matches(pattern, name) {
  const parts = name.split('/');
  const wanted = pattern.split('/');
  return (
    wanted.length === parts.length && wanted.every((part, index) => part === '*' || part === parts[index])
  );
}

function isWithin(name, folder) {
  return name === folder || name.startsWith(`${folder}/`);
}

/** The cells of the table whose first title is this one. */
function rowsUnder(page, title) {
  const lines = page.split('\n');
  const head = lines.findIndex((line) => line.startsWith(`| ${title} |`));
  if (head < 0) return [];
  const rows = [];
  for (const line of lines.slice(head + 2)) {
    if (!line.startsWith('|')) break;
    rows.push(
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  }
  return rows;
}

function wordsIn(cell) {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word);
}

function entriesIn(cell) {
  return [...cell.matchAll(/(lazily )?`([^`]+)`/g)].map(([, lazily, name]) => ({
    name,
    isLazy: lazily !== undefined,
  }));
}

/** Things are packages in backticks, or words. */
function thingsIn(cell, door) {
  return cell.split(', ').map((thing) => [thing.replaceAll('`', ''), door.replaceAll('`', '')]);
}
