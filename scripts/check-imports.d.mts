export declare function checkFolder(folder: string): string[];
