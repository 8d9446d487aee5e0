import type { Deps } from '../deps.ts';

/** `cert-tool config init`: a file to begin with. */
export async function run({ ui, config }: Deps): Promise<number> {
  const { file, schema } = await config.init();
  ui.document({ ok: true, file, schemaFile: schema });
  ui.result(ui.text('config.written', { file }));
  ui.info(ui.text('config.schema-written', { schema }));
  return 0;
}
