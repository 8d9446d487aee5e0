/** The part of node-forge that this project uses; loading all of it doubles the start. */
declare module 'node-forge/lib/asn1.js' {
  import { asn1 } from 'node-forge';

  export default asn1;
}
