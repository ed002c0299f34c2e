// CreateServiceSpecificCredential: a name and a password for one service.
import { integer, required, string, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import type { ServiceCredential } from '../document-store.ts';
import { current, requireEntity } from '../entities.ts';
import { invalidInput, quotaExceeded } from '../errors.ts';
import { newId, newSecret } from '../names.ts';
import { credentialsOf, credentialView, requireService, serviceCredential } from '../service-credentials.ts';
import * as shapes from '../shapes.ts';

const MOST = 2;
const DAY = 86_400_000;

export const createServiceSpecificCredentialOperation = iamOperation({
  name: 'CreateServiceSpecificCredential',
  input: structure({
    UserName: required(shapes.userName),
    ServiceName: required(string()),
    CredentialAgeDays: integer({ min: 1, max: 36_600 }),
  }),
  output: structure({ ServiceSpecificCredential: serviceCredential }),
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'user', input.UserName),
  access: ({ input, target, deps }) =>
    onEntity('CreateServiceSpecificCredential', target, deps, {
      'iam:ServiceSpecificCredentialServiceName': input.ServiceName,
      'iam:ServiceSpecificCredentialAgeDays': input.CredentialAgeDays,
    }),
  async run({ input, target: user, call, deps }) {
    const { ServiceName: service, CredentialAgeDays: days } = input;
    const { apiKeys } = requireService(service);
    if (days !== undefined && !apiKeys) {
      throw invalidInput(`Credential age is not supported for ${service}`);
    }
    const id = newId('ACCA', deps.random);
    const secret = newSecret(deps.random);
    const credential = await deps.database.commit((): ServiceCredential => {
      const { name } = current(deps, user);
      const others = credentialsOf(deps, user).filter((other) => other.service === service);
      if (others.length >= MOST) throw quotaExceeded('ServiceSpecificCredentialsPerUser', MOST);
      const made: ServiceCredential = {
        id,
        user: user.id,
        service,
        name: serviceName(name, others, user.account),
        active: true,
        created: call.time,
        expires: days === undefined ? undefined : call.time + days * DAY,
      };
      deps.documents.save(user.account, 'service-credential', id, made);
      return made;
    });
    return { ServiceSpecificCredential: credentialView({ user, credential }, secret, call.time) };
  },
});

/** `ada-at-111122223333` (recorded), and `ada+1-at-…` for the second (IAM guide, CodeCommit's example). */
function serviceName(user: string, others: readonly ServiceCredential[], account: string): string {
  const names = [`${user}-at-${account}`, `${user}+1-at-${account}`];
  return names.find((name) => others.every((other) => other.name !== name)) ?? `${user}-at-${account}`;
}
