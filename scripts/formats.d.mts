export declare const formats: Record<string, RegExp | true>;
