import { Spec, Validation } from '@cyclonedx/cyclonedx-library';

/** What the tests look at of a component. */
export interface Component {
  readonly 'bom-ref': string;
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly scope?: string;
  readonly purl: string;
  readonly cpe?: string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses: readonly [{ readonly license?: { readonly id: string }; readonly expression?: string }];
}

export interface Sbom {
  readonly serialNumber?: string;
  readonly metadata: { readonly component: Component; readonly timestamp?: string };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/**
 * Reads an SBOM.
 * @throws Error where it breaks the standard's schema, or names a component that is not there
 */
export async function readSbom(text: string): Promise<Sbom> {
  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
  const broken = await validator.validate(text);
  if (broken) {
    const faults = broken as readonly { readonly instancePath: string; readonly message: string }[];
    const said = faults.map(({ instancePath, message }) => `${instancePath} ${message}`);
    throw new Error(`no CycloneDX 1.6: ${said.join('; ')}`);
  }
  const sbom = JSON.parse(text) as Sbom;
  const refs = [sbom.metadata.component, ...sbom.components].map((each) => each['bom-ref']);
  const known = new Set(refs);
  const named = sbom.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]);
  const wrong = [
    ...refs.filter((ref, index) => refs.indexOf(ref) !== index),
    ...named.filter((ref) => !known.has(ref)),
    ...refs.slice(1).filter((ref) => !named.includes(ref)),
  ];
  if (wrong.length > 0) throw new Error(`twice, unknown or used by nobody: ${wrong.join(', ')}`);
  return sbom;
}

export function fullName({ group, name }: Component): string {
  return group === undefined ? name : `${group}/${name}`;
}

/** Name, version and licence of each, as LICENSES.txt heads a licence. */
export function titlesOf(components: readonly Component[]): string[] {
  return components
    .map((each) => {
      const [{ license, expression }] = each.licenses;
      return `${fullName(each)} ${each.version} (${license?.id ?? expression})`;
    })
    .sort();
}

/** The headings of LICENSES.txt. */
export function licenceTitles(text: string): string[] {
  return text
    .split(`\n${'-'.repeat(80)}\n\n`)
    .map((section) => section.split('\n', 1)[0] ?? '')
    .sort();
}

/** The hash in a package's entry of package-lock.json, in the SBOM's form. */
export function hashOf(integrity: string): { alg: string; content: string } {
  const content = Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex');
  return { alg: 'SHA-512', content };
}
