export declare function readTables(page: string): {
  roomOf(file: string): string | undefined;
  mayImport(file: string, target: string, how: { isLazy?: boolean }): boolean;
  doors: Map<string, string>;
};
