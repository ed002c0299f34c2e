// CreatePolicyVersion: five at most; numbers are never given twice.
import { boolean, required, structure } from '../../../core/shape.ts';
import { onPolicy } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireDocument, requireManagedSize } from '../documents.ts';
import { limitExceeded } from '../errors.ts';
import { currentPolicy, requireOwnPolicy } from '../managed-policies.ts';
import * as shapes from '../shapes.ts';
import { versionView } from '../views.ts';

const MAX_VERSIONS = 5;

export const createPolicyVersionOperation = iamOperation({
  name: 'CreatePolicyVersion',
  input: structure({
    PolicyArn: required(shapes.arn),
    PolicyDocument: required(shapes.policyDocument),
    SetAsDefault: boolean(),
  }),
  output: structure({ PolicyVersion: shapes.policyVersion }),
  resolve: ({ input, call, deps }) => requireOwnPolicy(deps, call, input.PolicyArn),
  access: ({ target, call, deps }) => onPolicy('CreatePolicyVersion', target, call, deps),
  async run({ input, target, call, deps }) {
    const { database, policies } = deps;
    const { PolicyDocument, SetAsDefault = false } = input;
    requireDocument(PolicyDocument, 'identity');
    requireManagedSize(PolicyDocument);
    return database.commit(() => {
      const policy = currentPolicy(deps, call, target);
      if (policies.versionsOf(policy).length >= MAX_VERSIONS) {
        throw limitExceeded(
          `A managed policy can have up to ${MAX_VERSIONS} versions. Before you create a new version, you must delete an existing version.`,
        );
      }
      const version = policy.last_version + 1;
      const changed = {
        ...policy,
        updated: call.time,
        last_version: version,
        default_version: SetAsDefault ? version : policy.default_version,
      };
      policies.save(changed);
      policies.addVersion(policy, version, PolicyDocument, call.time);
      const created = { version, document: PolicyDocument, created: call.time };
      return { PolicyVersion: versionView(created, changed, false) };
    });
  },
});
