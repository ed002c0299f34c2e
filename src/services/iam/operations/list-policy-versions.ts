// ListPolicyVersions: newest first, without the documents.
import { list, required, structure } from '../../../core/shape.ts';
import { onPolicy } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requirePolicy } from '../managed-policies.ts';
import { pageOf } from '../paging.ts';
import * as shapes from '../shapes.ts';
import { versionView } from '../views.ts';

export const listPolicyVersionsOperation = iamOperation({
  name: 'ListPolicyVersions',
  input: structure({ PolicyArn: required(shapes.arn), ...shapes.pageInput }),
  output: structure({ Versions: list(shapes.policyVersion), ...shapes.pageOutput }),
  resolve: ({ input, call, deps }) => requirePolicy(deps, call, input.PolicyArn),
  access: ({ target, call, deps }) => onPolicy('ListPolicyVersions', target, call, deps),
  run({ input, target, deps }) {
    // Numbers never reach four digits: counted down they sort as text, newest first.
    const keyOf = ({ version }: { readonly version: number }) => String(1_000_000 - version);
    const { items, page } = pageOf(deps.policies.versionsOf(target), input, keyOf);
    return { Versions: items.map((version) => versionView(version, target, false)), ...page };
  },
});
