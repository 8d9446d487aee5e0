export declare function asModule(
  code: string,
  nameOf: (wanted: string) => string,
  isLazy?: (wanted: string) => boolean,
): string;
export declare function withPlainExports(code: string): string;
