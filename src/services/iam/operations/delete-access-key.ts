// DeleteAccessKey.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireUser } from '../entities.ts';
import { accessKeyNotFound } from '../errors.ts';
import * as shapes from '../shapes.ts';

export const deleteAccessKeyOperation = iamOperation({
  name: 'DeleteAccessKey',
  input: structure({
    UserName: shapes.existingUserName,
    AccessKeyId: required(shapes.accessKeyId),
  }),
  output: empty,
  resolve: ({ input, call, deps }) => requireUser(deps, call, input.UserName),
  access: ({ target, deps }) => onEntity('DeleteAccessKey', target, deps),
  async run({ input, target, deps: { database, keys } }) {
    await database.commit(() => {
      if (keys.find(input.AccessKeyId)?.user !== target.id) throw accessKeyNotFound(input.AccessKeyId);
      keys.remove(input.AccessKeyId);
    });
    return {};
  },
});
