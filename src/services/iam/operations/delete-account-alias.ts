// DeleteAccountAlias.
import { empty, required, structure } from '../../../core/shape.ts';
import { accountAlias } from '../account-alias.ts';
import { iamOperation } from '../deps.ts';
import { noSuchEntity } from '../errors.ts';

export const deleteAccountAliasOperation = iamOperation({
  name: 'DeleteAccountAlias',
  input: structure({ AccountAlias: required(accountAlias) }),
  output: empty,
  access: ({ call }) => ({ action: 'iam:DeleteAccountAlias', resource: '*', account: call.account }),
  async run({ input: { AccountAlias }, call, deps: { database, documents } }) {
    await database.commit(() => {
      if (!documents.find(call.account, 'alias', AccountAlias)) {
        throw noSuchEntity(`The account alias ${AccountAlias} cannot be found.`);
      }
      documents.remove(call.account, 'alias', AccountAlias);
    });
    return {};
  },
});
