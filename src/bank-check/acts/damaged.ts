/** A request whose signature is wrong in its last bit. @param pem PKCS#10 */
export function damaged(pem: string): string {
  const [, base64 = ''] = /-----BEGIN [^-]+-----([^-]+)-----END/.exec(pem) ?? [];
  const der = Buffer.from(base64, 'base64');
  der.writeUInt8((der.at(-1) ?? 0) ^ 1, der.length - 1);
  return pem.replace(base64, `\n${der.toString('base64').replace(/.{1,64}/g, '$&\n')}`);
}
