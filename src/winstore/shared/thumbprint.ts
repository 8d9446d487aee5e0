const THUMBPRINT = /^[0-9a-f]{40}$/;

/** Whether a name is a SHA-1 thumbprint as cert-tool writes it: 40 lower-case hex digits. */
export function isThumbprint(name: string): boolean {
  return THUMBPRINT.test(name);
}
