import { once } from 'node:events';
import tls, { type SecureContext } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { secureContextFor } from '../../src/net/trust.ts';
import { makeServerCertificates, serveTls } from '../support/tls-server.ts';

describe('contexts of further CAs', () => {
  const { ca, selfSigned, good } = makeServerCertificates();
  const [one, other] = [ca.pem, selfSigned.pem];

  test('are made once while the same are trusted', () => {
    const first = secureContextFor({ extra: [one] });
    expect(secureContextFor({ extra: [one] })).toBe(first);
    expect(secureContextFor({ extra: [one, other] })).not.toBe(first);
  });

  test('trust no more than they were made for, whatever was asked before', async () => {
    const { url } = await serveTls(good, () => undefined);
    const { hostname: host, port } = new URL(url);
    const isTrusted = async (secureContext: SecureContext) => {
      const socket = tls.connect({ host, port: Number(port), servername: host, secureContext });
      try {
        await once(socket, 'secureConnect');
        return true;
      } catch {
        return false;
      } finally {
        socket.destroy();
      }
    };
    const seen: boolean[] = [];
    for (const extra of [[one], [other], [one], [other, one], []]) {
      seen.push(await isTrusted(secureContextFor({ extra })));
    }
    expect(seen).toEqual([true, false, true, true, false]);
  });

  test('with a key and a certificate are for these alone', () => {
    const plain = secureContextFor({ extra: [one] });
    const own = { key: good.key, cert: good.pem };
    expect(secureContextFor({ extra: [one] }, own)).not.toBe(plain);
    expect(secureContextFor({ extra: [one] })).toBe(plain);
  });
});
