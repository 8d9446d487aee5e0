// The library's injection container needs the Reflect metadata functions when it loads, hence this order.
import 'reflect-metadata/lite';
import * as library from '@peculiar/x509';

/** As one object: bundled, a CommonJS library cannot be exported name by name. */
export const x509 = library;
