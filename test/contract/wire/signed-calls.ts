// A call in each of the three protocols, signed as its signer would, and changed on its way where a test wants it.

import { type Signer, signHeaders, type Unsigned } from '../../support/signer.ts';
import type { Wire } from './fake-services.ts';
import { send } from './raw-http.ts';

export type Change = (signed: ReturnType<typeof signHeaders>) => void;

export function signedCalls(wire: () => Wire) {
  async function signed(
    signer: Omit<Signer, 'service'> & { service?: string },
    unsigned: Partial<Unsigned> = {},
    change: Change = () => {},
  ) {
    const full: Unsigned = { method: 'GET', host: `127.0.0.1:${wire().port}`, path: '/', ...unsigned };
    const result = signHeaders({ service: 's3', ...signer }, full);
    change(result);
    return send(wire(), {
      method: full.method as 'GET',
      path: result.target,
      headers: result.headers,
      ...(full.body !== undefined && { body: full.body }),
    });
  }
  const kms = (signer: Omit<Signer, 'service'>, body = '{"Text":"x"}', change?: Change) =>
    signed(
      { ...signer, service: 'kms' },
      {
        method: 'POST',
        body,
        headers: { 'x-amz-target': 'TrentService.Echo', 'content-type': 'application/x-amz-json-1.1' },
      },
      change,
    );
  const ses = (signer: Omit<Signer, 'service'>, body = 'Action=Delete&SetName=x', change?: Change) =>
    signed(
      { ...signer, service: 'ses' },
      { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      change,
    );
  const s3 = (signer: Omit<Signer, 'service'>, change?: Change) => signed(signer, { path: '/b' }, change);
  return { signed, kms, ses, s3 };
}
