// CreateAccountAlias: an account has one; a new one takes the old one's place.
import { empty, required, structure } from '../../../core/shape.ts';
import { accountAlias } from '../account-alias.ts';
import { iamOperation } from '../deps.ts';

export const createAccountAliasOperation = iamOperation({
  name: 'CreateAccountAlias',
  input: structure({ AccountAlias: required(accountAlias) }),
  output: empty,
  access: ({ call }) => ({ action: 'iam:CreateAccountAlias', resource: '*', account: call.account }),
  async run({ input, call, deps: { database, documents } }) {
    await database.commit(() => {
      for (const { name } of documents.list(call.account, 'alias')) {
        documents.remove(call.account, 'alias', name);
      }
      documents.save(call.account, 'alias', input.AccountAlias, {});
    });
    return {};
  },
});
