// What is in the single executable besides the bundle, as parts for scripts/sbom.mjs.

/**
 * @param {string} file its name
 * @param {string} version
 * @param {Buffer} content as Node's project publishes it, not yet changed
 * @returns {import('../sbom.mjs').Part}
 */
export function nodePart(file, version, content) {
  return {
    type: 'platform',
    name: 'node',
    version,
    licence: 'MIT',
    description: 'Node.js with all that it is made of; LICENSES.txt names it',
    purl: 'pkg:generic/node',
    cpe: 'nodejs:node.js',
    file,
    content,
  };
}

/**
 * @param {string} file its name
 * @param {{version: string, license: string}} locked the entry of its package in package-lock.json
 * @param {Buffer} content
 * @returns {import('../sbom.mjs').Part}
 */
export function koffiPart(file, { version, license: licence }, content) {
  return {
    name: 'koffi',
    version,
    licence,
    description: "koffi's native part for Windows on x64",
    purl: 'pkg:npm/koffi',
    file,
    content,
  };
}
