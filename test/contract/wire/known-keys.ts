// Keys that IAM knows, on a server of tiny services: a user's, one that is off, and a role's session.
import type { AccountId } from '../../../src/core/ids.ts';
import { startWire, type Wire } from './fake-services.ts';

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
