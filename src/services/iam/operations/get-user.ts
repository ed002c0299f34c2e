// GetUser: the caller, when no name is given; an account's root sees itself.
import { principalArn } from '../../../core/call.ts';
import { required, structure } from '../../../core/shape.ts';
import { onUserOrRoot } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireUserOrRoot } from '../entities.ts';
import * as shapes from '../shapes.ts';
import { userView } from '../views.ts';

export const getUserOperation = iamOperation({
  name: 'GetUser',
  input: structure({ UserName: shapes.existingUserName }),
  output: structure({ User: required(shapes.user) }),
  resolve: ({ input, call, deps }) => requireUserOrRoot(deps, call, input.UserName),
  access: ({ target, call, deps }) => onUserOrRoot('GetUser', target, call, deps),
  run: ({ target, call, deps }) => ({
    User: target
      ? userView(target, deps)
      : { Path: '/', UserId: call.account, Arn: principalArn(call.principal), CreateDate: new Date(0) },
  }),
});
