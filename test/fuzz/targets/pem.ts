import { NoCaFile, readCaFile } from '../../../src/pki/ca-file.ts';
import { MalformedDer, readCertificate } from '../../../src/pki/certificate.ts';
import { parsePemChain } from '../../../src/pki/pem.ts';
import { certificateFile, friendlyNameIn } from '../../../src/winstore/file/layout.ts';
import { showCertificate } from '../show.ts';
import { type FuzzTarget, MIB, tolerate } from '../target.ts';

const isMalformed = (error: unknown) => error instanceof MalformedDer;

/** Certificates as text: those of the file store, chains of a bank, files of `--ca-file`. */
export const pem: FuzzTarget = {
  name: 'pem',
  longest: MIB,
  run(bytes) {
    const text = bytes.toString('latin1');
    const record = tolerate(() => readCertificate(text), isMalformed);
    if (record) showCertificate(record);
    for (const each of parsePemChain(text)) tolerate(() => readCertificate(each), isMalformed);
    tolerate(
      () => readCaFile(bytes),
      (error) => error instanceof NoCaFile,
    );
    const name = friendlyNameIn(text);
    if (friendlyNameIn(certificateFile('', name)) !== name) throw new Error('a name that is not kept');
  },
};
