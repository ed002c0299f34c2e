// SSH public keys of users, for CodeCommit, which does not stand here: kept, told in either form, switched, taken away.
import type { Call } from '../../core/call.ts';
import { required, string, structure, type TypeOf, timestamp } from '../../core/shape.ts';
import type { IamDeps } from './deps.ts';
import type { SshKey } from './document-store.ts';
import { requireEntity } from './entities.ts';
import type { Entity } from './entity-store.ts';
import { noSuchEntity } from './errors.ts';
import * as shapes from './shapes.ts';
import { asPem, asSsh, fingerprintOf } from './ssh-public-key.ts';
import { wholeSeconds } from './views.ts';

export const sshKeyId = string({ min: 20, max: 128, pattern: '[\\w]+' });

export const sshKeyMetadata = structure({
  UserName: required(string()),
  SSHPublicKeyId: required(string()),
  Status: required(shapes.keyStatus),
  UploadDate: required(timestamp()),
});
export const sshKey = structure({
  UserName: required(string()),
  SSHPublicKeyId: required(string()),
  Fingerprint: required(string()),
  SSHPublicKeyBody: required(string()),
  Status: required(shapes.keyStatus),
  UploadDate: timestamp(),
});

export interface FoundKey {
  readonly user: Entity;
  readonly key: SshKey;
}

export const sshKeysOf = ({ documents }: IamDeps, user: Entity): readonly SshKey[] =>
  documents
    .list(user.account, 'ssh-key')
    .map(({ document }) => document)
    .filter(({ user: id }) => id === user.id);

export function requireSshKey({ documents }: IamDeps, user: Entity, id: string): SshKey {
  const found = documents.find(user.account, 'ssh-key', id);
  if (found?.user !== user.id || found.id !== id)
    throw noSuchEntity(`The Public Key with id ${id} cannot be found.`);
  return found;
}

/** `resolve` of the operations on one that exists. */
export function resolveSshKey({
  input,
  call,
  deps,
}: {
  readonly input: { readonly UserName: string; readonly SSHPublicKeyId: string };
  readonly call: Call;
  readonly deps: IamDeps;
}): FoundKey {
  const user = requireEntity(deps, call, 'user', input.UserName);
  return { user, key: requireSshKey(deps, user, input.SSHPublicKeyId) };
}

export const metadataView = ({ user, key }: FoundKey): TypeOf<typeof sshKeyMetadata> => ({
  UserName: user.name,
  SSHPublicKeyId: key.id,
  Status: key.active ? 'Active' : 'Inactive',
  UploadDate: wholeSeconds(key.created),
});

export function sshKeyView(found: FoundKey, encoding: 'SSH' | 'PEM'): TypeOf<typeof sshKey> {
  const blob = Buffer.from(found.key.blob, 'base64');
  return {
    ...metadataView(found),
    Fingerprint: fingerprintOf(blob),
    SSHPublicKeyBody: encoding === 'PEM' ? asPem(blob) : asSsh(blob),
  };
}
