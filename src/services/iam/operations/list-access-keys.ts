// ListAccessKeys: never the secrets.
import { list, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireUser } from '../entities.ts';
import * as shapes from '../shapes.ts';
import { accessKeyView } from '../views.ts';

export const listAccessKeysOperation = iamOperation({
  name: 'ListAccessKeys',
  input: structure({ UserName: shapes.existingUserName, ...shapes.pageInput }),
  output: structure({
    AccessKeyMetadata: required(list(shapes.accessKeyMetadata)),
    ...shapes.pageOutput,
  }),
  resolve: ({ input, call, deps }) => requireUser(deps, call, input.UserName),
  access: ({ target, deps }) => onEntity('ListAccessKeys', target, deps),
  run: ({ target, deps }) => ({
    // A user has two at most: there is no second page.
    AccessKeyMetadata: deps.keys.of(target).map((key) => accessKeyView(key, target)),
    IsTruncated: false,
  }),
});
