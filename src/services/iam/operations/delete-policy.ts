// DeletePolicy: once it is attached nowhere and only its default version is left.
import { empty, required, structure } from '../../../core/shape.ts';
import { onPolicy } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { deleteConflict } from '../errors.ts';
import { requireOwnPolicy } from '../managed-policies.ts';
import * as shapes from '../shapes.ts';

export const deletePolicyOperation = iamOperation({
  name: 'DeletePolicy',
  input: structure({ PolicyArn: required(shapes.arn) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireOwnPolicy(deps, call, input.PolicyArn),
  access: ({ target, call, deps }) => onPolicy('DeletePolicy', target, call, deps),
  async run({ target, call, deps: { database, entities, policies, tags } }) {
    await database.commit(() => {
      const holders = [
        ...entities.attachedTo(target.arn, call.account),
        ...entities.boundedBy(target.arn, call.account),
      ];
      if (holders.length > 0) throw deleteConflict('Cannot delete a policy attached to entities.');
      if (policies.versionsOf(target).length > 1) {
        throw deleteConflict(
          "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
        );
      }
      policies.remove(target);
      tags.removeAll(target.id);
    });
    return {};
  },
});
