// The notes of a release: what CHANGELOG.md says of the version that a tag names.
//
//     node scripts/release-notes.mjs v0.1.0
//
// Ends with 1 where tag, package.json and CHANGELOG.md do not agree.
import { readFileSync } from 'node:fs';

const [tag = ''] = process.argv.slice(2);
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

try {
  if (tag !== `v${version}`) throw new Error(`the tag is "${tag}", the version in package.json ${version}`);
  console.log(notesOf(version, readFileSync('CHANGELOG.md', 'utf8')));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** The section under `## [version] - date`, without its heading. */
function notesOf(wanted, changelog) {
  const section = changelog.split(/^(?=## )/m).find((part) => part.startsWith(`## [${wanted}] - `));
  const notes = section?.replace(/^.*\n/, '').trim();
  if (!notes) throw new Error(`CHANGELOG.md has no "## [${wanted}] - <date>", or nothing under it`);
  return notes;
}
