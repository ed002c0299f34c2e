// Service-specific credentials: a name and a password by which a user signs in to one service alone. None of those
// services stands here, so they are made, told once, switched and taken away.
import type { Call } from '../../core/call.ts';
import { required, string, structure, type TypeOf, timestamp } from '../../core/shape.ts';
import type { IamDeps } from './deps.ts';
import type { ServiceCredential } from './document-store.ts';
import { requireUser } from './entities.ts';
import type { Entity } from './entity-store.ts';
import { noSuchEntity, notSupportedService } from './errors.ts';
import * as shapes from './shapes.ts';
import { wholeSeconds } from './views.ts';

export const credentialId = string({ min: 20, max: 128, pattern: '[\\w]+' });

const metadata = {
  UserName: required(string()),
  Status: required(shapes.keyStatus),
  ServiceUserName: string(),
  ServiceCredentialAlias: string(),
  CreateDate: required(timestamp()),
  ExpirationDate: timestamp(),
  ServiceSpecificCredentialId: required(string()),
  ServiceName: required(string()),
};
export const serviceCredentialMetadata = structure(metadata);
export const serviceCredential = structure({
  ...metadata,
  ServicePassword: string({ sensitive: true }),
  ServiceCredentialSecret: string({ sensitive: true }),
});

/** `apiKeys`: those have an alias and a secret in place of a name and a password, and may expire. */
const SERVICES: Readonly<Record<string, { readonly apiKeys: boolean }>> = {
  'codecommit.amazonaws.com': { apiKeys: false },
  'cassandra.amazonaws.com': { apiKeys: false },
  'bedrock.amazonaws.com': { apiKeys: true },
  'logs.amazonaws.com': { apiKeys: true },
};

export function requireService(name: string): { readonly apiKeys: boolean } {
  const service = Object.hasOwn(SERVICES, name) ? SERVICES[name] : undefined;
  if (!service) throw notSupportedService(name);
  return service;
}

/** A user's, in the order of their making. */
export const credentialsOf = ({ documents }: IamDeps, user: Entity): readonly ServiceCredential[] =>
  documents
    .list(user.account, 'service-credential')
    .map(({ document }) => document)
    .filter(({ user: id }) => id === user.id)
    .sort((a, b) => a.created - b.created);

export interface Found {
  readonly user: Entity;
  readonly credential: ServiceCredential;
}

/** `resolve` of the operations on one that exists: the user is looked for first (recorded). */
export function resolveCredential({
  input,
  call,
  deps,
}: {
  readonly input: { readonly UserName?: string | undefined; readonly ServiceSpecificCredentialId: string };
  readonly call: Call;
  readonly deps: IamDeps;
}): Found {
  const user = requireUser(deps, call, input.UserName);
  return { user, credential: requireCredential(deps, user, input.ServiceSpecificCredentialId) };
}

export function requireCredential({ documents }: IamDeps, user: Entity, id: string): ServiceCredential {
  const found = documents.find(user.account, 'service-credential', id);
  if (found?.user !== user.id || found.id !== id) throw noSuchEntity(`No such credential ${id} exists`);
  return found;
}

export function metadataView(
  { user, credential }: Found,
  now: number,
): TypeOf<typeof serviceCredentialMetadata> {
  const { expires, active, name, service } = credential;
  const expired = expires !== undefined && expires <= now;
  return {
    UserName: user.name,
    Status: expired ? 'Expired' : active ? 'Active' : 'Inactive',
    ...(requireService(service).apiKeys ? { ServiceCredentialAlias: name } : { ServiceUserName: name }),
    CreateDate: wholeSeconds(credential.created),
    ...(expires !== undefined && { ExpirationDate: wholeSeconds(expires) }),
    ServiceSpecificCredentialId: credential.id,
    ServiceName: service,
  };
}

/** The only answers that ever show the password. */
export const credentialView = (
  found: Found,
  secret: string,
  now: number,
): TypeOf<typeof serviceCredential> => ({
  ...metadataView(found, now),
  ...(requireService(found.credential.service).apiKeys
    ? { ServiceCredentialSecret: secret }
    : { ServicePassword: secret }),
});
