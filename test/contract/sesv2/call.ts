// SESv2 by raw signed HTTP: no SDK of it is installed here.
import { fetch } from 'undici';
import { type Signer, signHeaders } from '../../support/signer.ts';

export interface Answer {
  readonly status: number;
  readonly errorType: string | null;
  readonly contentType: string | null;
  readonly body: Record<string, never>;
}
export interface Asked {
  /** Below /v2/email/. */
  readonly path: string;
  readonly method?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON, a text as it is. */
  readonly body?: unknown;
  readonly signer?: Partial<Signer>;
}

export async function callV2(
  url: string,
  { path, method = 'GET', query, body, signer }: Asked,
): Promise<Answer> {
  const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  const whole = `/v2/email/${path}`;
  const signed = signHeaders(
    { accessKeyId: 'test', secret: 'test', service: 'ses', ...signer },
    {
      method,
      host: new URL(url).host,
      path: whole,
      signedPath: whole.split('/').map(encodeURIComponent).join('/'),
      headers: { 'content-type': 'application/json' },
      ...(query && { query }),
      ...(text !== undefined && { body: text }),
    },
  );
  const answer = await fetch(`${url}${signed.target}`, {
    method,
    headers: signed.headers,
    ...(text !== undefined && { body: text }),
  });
  return {
    status: answer.status,
    errorType: answer.headers.get('x-amzn-errortype'),
    contentType: answer.headers.get('content-type'),
    body: JSON.parse(await answer.text()),
  };
}

export const createIdentity = (url: string, EmailIdentity: string, more: object = {}) =>
  callV2(url, { method: 'POST', path: 'identities', body: { EmailIdentity, ...more } });

export const sendV2 = (url: string, body: unknown, signer?: Partial<Signer>) =>
  callV2(url, { method: 'POST', path: 'outbound-emails', body, ...(signer && { signer }) });

export const arnOf = (identity: string): string => `arn:aws:ses:us-east-1:000000000000:identity/${identity}`;

export const tagsOf = (url: string, identity: string) =>
  callV2(url, { path: 'tags', query: { ResourceArn: arnOf(identity) } });

export const tag = (url: string, ResourceArn: string, Tags: readonly object[]) =>
  callV2(url, { method: 'POST', path: 'tags', body: { ResourceArn, Tags } });
