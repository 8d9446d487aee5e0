import type { HonoRequest } from 'hono';

/** A login needs a few hundred bytes. */
const MAX_BYTES = 8 * 1024;
const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(;|$)/i;

/** More was sent than any form has. */
export class FormTooLarge extends Error {}

/**
 * The fields of a form; none where something else was sent.
 * @throws FormTooLarge, without reading more than the limit
 */
export async function readForm(request: HonoRequest): Promise<URLSearchParams> {
  const bytes = await readLimited(request);
  const isForm = FORM_TYPE.test(request.header('content-type') ?? '');
  return new URLSearchParams(isForm ? bytes.toString('utf8') : '');
}

async function readLimited(request: HonoRequest): Promise<Buffer> {
  const declared = request.header('content-length');
  if (declared !== undefined) {
    if (Number(declared) > MAX_BYTES) throw new FormTooLarge();
    return Buffer.from(await request.arrayBuffer());
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.raw.body ?? []) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new FormTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
