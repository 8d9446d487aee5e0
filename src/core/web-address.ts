/** A host by its name with dots, its number or as `localhost`, or any with a port: a lone word is more likely no address. */
const ADDRESS =
  /^(\/\/)?(localhost|\[[0-9a-f:.]+\]|[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)+\.?|[\p{L}\p{N}_-]+(?=:\d))(:\d{1,5})?(?=[/?#]|$)/iu;

/** An address as people type it: `https://` in front where there is no scheme at all. All else stays what it is. */
export function withHttps(typed: string): string {
  const address = typed.trim();
  return ADDRESS.test(address) ? `https://${address.replace(/^\/\//, '')}` : address;
}
