/** As the `--json` documents show times (RFC 3339, in UTC), in whole seconds: certificates know no smaller part. */
export function rfc3339(moment: Date): string {
  return moment.toISOString().replace(/\.\d+Z$/, 'Z');
}
