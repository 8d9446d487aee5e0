/** The oldest Node.js that cert-tool runs on; the launcher and package.json say the same. */
export const OLDEST_NODE = '20.19.0';
