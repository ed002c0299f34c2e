// ListServiceSpecificCredentials: without the passwords.
import { boolean, list, string, structure } from '../../../core/shape.ts';
import { onEntity, onName } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireUser } from '../entities.ts';
import { pageOf } from '../paging.ts';
import {
  credentialsOf,
  metadataView,
  requireService,
  serviceCredentialMetadata,
} from '../service-credentials.ts';
import * as shapes from '../shapes.ts';

export const listServiceSpecificCredentialsOperation = iamOperation({
  name: 'ListServiceSpecificCredentials',
  input: structure({
    UserName: shapes.userName,
    ServiceName: string(),
    AllUsers: boolean(),
    ...shapes.pageInput,
  }),
  output: structure({
    ServiceSpecificCredentials: list(serviceCredentialMetadata),
    ...shapes.pageOutput,
  }),
  resolve: ({ input, call, deps }) => (input.AllUsers ? undefined : requireUser(deps, call, input.UserName)),
  access: ({ target, call, deps }) =>
    target
      ? onEntity('ListServiceSpecificCredentials', target, deps)
      : onName('ListServiceSpecificCredentials', call, 'user/*'),
  run({ input, target, call, deps }) {
    const { ServiceName: service, AllUsers } = input;
    if (service !== undefined) requireService(service);
    const users = target ? [target] : deps.entities.list(call.account, 'user');
    const all = users.flatMap((user) =>
      credentialsOf(deps, user)
        .filter((credential) => service === undefined || credential.service === service)
        .map((credential) => ({ user, credential })),
    );
    const shown = (items: typeof all) => items.map((found) => metadataView(found, call.time));
    // Of one user, who has a few, AWS tells no pages (recorded).
    if (!AllUsers) return { ServiceSpecificCredentials: shown(all) };
    const inOrder = [...all].sort((a, b) => (a.credential.id < b.credential.id ? -1 : 1));
    const { items, page } = pageOf(inOrder, input, ({ credential }) => credential.id);
    return { ServiceSpecificCredentials: shown([...items]), ...page };
  },
});
