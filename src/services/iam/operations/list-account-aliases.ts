// ListAccountAliases: one or none; Terraform's aws_iam_account_alias and many a tool that greets by name ask.
import { list, required, string, structure } from '../../../core/shape.ts';
import { iamOperation } from '../deps.ts';
import { pageOf } from '../paging.ts';
import * as shapes from '../shapes.ts';

export const listAccountAliasesOperation = iamOperation({
  name: 'ListAccountAliases',
  input: structure(shapes.pageInput),
  output: structure({ AccountAliases: required(list(string())), ...shapes.pageOutput }),
  access: ({ call }) => ({ action: 'iam:ListAccountAliases', resource: '*', account: call.account }),
  run({ input, call, deps }) {
    const names = deps.documents.list(call.account, 'alias').map(({ name }) => name);
    const { items, page } = pageOf(names, input, (name) => name);
    return { AccountAliases: items, ...page };
  },
});
