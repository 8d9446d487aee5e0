import type { ServerResponse } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Issued } from './test-ca.ts';
import { type Seen, serveTls } from './tls-server.ts';

interface Behind {
  readonly bankUrl: string;
  /** PEM. */
  readonly ca: string;
}

/**
 * A real HTTPS gateway in front of a bank, for one test. It passes everything on; of what `losesPatience` with it tells
 * the client, once the bank has answered, that the service is not available.
 */
export async function serveGateway(
  certificate: Issued,
  bank: Behind,
  losesPatience: (request: Seen) => boolean,
): Promise<{ url: string; seen: Seen[] }> {
  return serveTls(certificate, (request, response) => {
    passOn(request, bank, (status, headers, body) => {
      if (losesPatience(request)) sayUnavailable(response);
      else response.writeHead(status, headers).end(body);
    });
  });
}

function sayUnavailable(response: ServerResponse): void {
  response.writeHead(503, { 'content-type': 'text/html' }).end('<h1>503 Service Unavailable</h1>');
}

function passOn(
  { method, path, headers, body }: Seen,
  { bankUrl, ca }: Behind,
  onAnswer: (status: number, headers: Record<string, string>, body: Buffer) => void,
): void {
  const { accept, authorization, 'content-type': contentType } = headers;
  const passed = Object.entries({ accept, authorization, 'content-type': contentType });
  const sent = httpsRequest(
    new URL(path, bankUrl),
    {
      method,
      ca,
      agent: false,
      headers: Object.fromEntries(passed.filter(([, value]) => value !== undefined)),
    },
    async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk);
      const type = answer.headers['content-type'];
      onAnswer(
        answer.statusCode ?? 0,
        type === undefined ? {} : { 'content-type': type },
        Buffer.concat(chunks),
      );
    },
  );
  sent.end(body);
}
