// The library's injection container needs the Reflect metadata functions when it loads, hence this order.
import 'reflect-metadata/lite';

export * from '@peculiar/x509';
