// Keys that IAM knows, on a server of tiny services: a user's, one that is off, and a role's session.
import type { AccountId } from '../../../src/core/ids.ts';
import { startWire, type Wire } from './fake-services.ts';
import type { Answer } from './raw-http.ts';

export const KNOWN = { accessKeyId: 'AKIAKNOWN', secret: 's3cret/+' };
export const SESSION = { accessKeyId: 'ASIASESSION', secret: 's', token: 'token+/=' };

export async function startWireWithKeys(): Promise<Wire> {
  const wire = await startWire();
  const { credentials } = wire;
  const account = '111122223333' as AccountId;
  const user = {
    type: 'user',
    account,
    arn: 'arn:aws:iam::111122223333:user/u',
    name: 'u',
    id: 'AIDA',
  } as const;
  credentials.set('AKIAKNOWN', { secretAccessKey: 's3cret/+', principal: user, active: true });
  credentials.set('AKIAOFF', { secretAccessKey: 's', principal: user, active: false });
  const role = {
    type: 'role',
    account,
    arn: 'arn:aws:sts::111122223333:assumed-role/r/s',
    roleArn: 'arn:aws:iam::111122223333:role/r',
    roleName: 'r',
    roleId: 'AROA',
    sessionName: 's',
  } as const;
  const expiresAt = Date.now() + 3_600_000;
  credentials.set('ASIASESSION', {
    secretAccessKey: 's',
    principal: role,
    active: true,
    sessionToken: 'token+/=',
    expiresAt,
  });
  return wire;
}

/** The error's code, in whatever protocol. */
export const code = ({ text }: Answer): string | undefined =>
  /<Code>(.*?)<\/Code>/.exec(text)?.[1] ?? (JSON.parse(text) as { __type: string }).__type;
export const message = ({ text }: Answer): string | undefined =>
  /<Message>(.*?)<\/Message>/.exec(text)?.[1] ?? (JSON.parse(text) as { message: string }).message;
