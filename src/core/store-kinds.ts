/** The certificate stores that cert-tool knows: the type, the choices of `--store` and its help come from this list. */
export const STORE_KINDS = ['powershell', 'certutil', 'native', 'nss', 'file'] as const;

export type StoreKind = (typeof STORE_KINDS)[number];

/** What `--store` takes. */
export const STORE_CHOICES = ['auto', ...STORE_KINDS] as const;

export type StoreChoice = (typeof STORE_CHOICES)[number];
