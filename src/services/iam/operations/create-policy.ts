// CreatePolicy: a managed policy with its first version.
import { required, structure } from '../../../core/shape.ts';
import { onName, requestTags } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireDocument, requireManagedSize } from '../documents.ts';
import { alreadyExists } from '../errors.ts';
import { iamArn, newId } from '../names.ts';
import type { ManagedPolicy } from '../policy-store.ts';
import * as shapes from '../shapes.ts';
import { exact, requireTags } from '../tags.ts';
import { newPolicyView } from '../views.ts';

export const createPolicyOperation = iamOperation({
  name: 'CreatePolicy',
  input: structure({
    PolicyName: required(shapes.policyName),
    Path: shapes.policyPath,
    PolicyDocument: required(shapes.policyDocument),
    Description: shapes.policyDescription,
    Tags: shapes.tags,
  }),
  output: structure({ Policy: shapes.policy }),
  access: ({ input, call }) =>
    onName('CreatePolicy', call, `policy${input.Path ?? '/'}${input.PolicyName}`, requestTags(input.Tags)),
  async run({ input, call, deps }) {
    const { PolicyName, Path = '/', PolicyDocument, Description, Tags = [] } = input;
    requireTags(Tags, exact);
    requireDocument(PolicyDocument, 'identity');
    requireManagedSize(PolicyDocument);
    const policy: ManagedPolicy = {
      arn: iamArn(call.account, `policy${Path}${PolicyName}`),
      id: newId('ANPA', deps.random),
      account: call.account,
      name: PolicyName,
      path: Path,
      description: Description ?? null,
      created: call.time,
      updated: call.time,
      default_version: 1,
      last_version: 1,
    };
    await deps.database.commit(() => {
      if (deps.policies.findByName(call.account, PolicyName)) {
        throw alreadyExists(`A policy called ${PolicyName} already exists. Duplicate names are not allowed.`);
      }
      deps.policies.save(policy);
      deps.policies.addVersion(policy, 1, PolicyDocument, call.time);
      deps.tags.save(policy.id, Tags);
    });
    return { Policy: newPolicyView(policy, call.account, deps) };
  },
});
