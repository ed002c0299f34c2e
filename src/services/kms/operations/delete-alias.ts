// DeleteAlias: takes a name from a key, in whatever state the key is.
import { empty, required, structure } from '../../../core/shape.ts';
import { aliasCheck, requireAlias, requireAliasName } from '../alias-rules.ts';
import { kmsOperation } from '../deps.ts';
import { keyAccess } from '../key-access.ts';
import * as shapes from '../shapes.ts';

export const deleteAliasOperation = kmsOperation({
  name: 'DeleteAlias',
  input: structure({ AliasName: required(shapes.aliasName) }),
  output: empty,
  resolve({ input, call, deps }) {
    requireAliasName(input.AliasName);
    const alias = requireAlias(deps, call, input.AliasName);
    return { alias, key: deps.keys.find(alias.keyArn) };
  },
  access({ input, target: { key }, call, deps }) {
    const check = aliasCheck('DeleteAlias', input.AliasName, call);
    return key ? [check, keyAccess({ action: 'DeleteAlias', key, call, deps })] : check;
  },
  async run({ input, call, deps }) {
    await deps.commit(() => deps.aliases.remove(requireAlias(deps, call, input.AliasName)));
    return {};
  },
});
