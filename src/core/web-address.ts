const WITH_SCHEME = /^[a-z][a-z0-9+.-]*:/i;
/** `localhost:8443` looks like a scheme and is none. */
const HOST_AND_PORT = /^[^:/?#@]+:\d{1,5}([/?#]|$)/;

/** An address as people type it: `https://` in front where there is no scheme at all. `http://` stays what it is. */
export function withHttps(typed: string): string {
  const address = typed.trim();
  if (/^-|^$/.test(address) || (WITH_SCHEME.test(address) && !HOST_AND_PORT.test(address))) return address;
  return `https://${address.replace(/^\/\//, '')}`;
}
