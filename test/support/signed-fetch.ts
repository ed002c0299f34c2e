// A signed request in its raw form, for bodies that no SDK would write.
import { fetch } from 'undici';
import type { TestServer } from './server.ts';
import { signHeaders } from './signer.ts';

export async function signedFetch(
  aws: Pick<TestServer, 'url'>,
  method: string,
  path: string,
  {
    query = {},
    body,
    headers = {},
    payloadHash,
  }: {
    readonly query?: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly headers?: Readonly<Record<string, string>>;
    /** X-Amz-Content-Sha256; the body's hash unless told. */
    readonly payloadHash?: string;
  } = {},
): Promise<{
  readonly status: number;
  readonly text: string;
  readonly header: (name: string) => string | null;
}> {
  const signer = { accessKeyId: 'test', secret: 'test', service: 's3' };
  const signed = signHeaders(signer, {
    method,
    host: new URL(aws.url).host,
    path,
    query,
    headers,
    ...(body !== undefined && { body }),
    ...(payloadHash !== undefined && { payloadHash }),
  });
  const answer = await fetch(`${aws.url}${signed.target}`, {
    method,
    headers: signed.headers,
    ...(body !== undefined && { body }),
  });
  return { status: answer.status, text: await answer.text(), header: (name) => answer.headers.get(name) };
}
