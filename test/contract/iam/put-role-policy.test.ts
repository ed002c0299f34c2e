import { GetRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { putsInlinePolicies } from './inline-policies.ts';
import { iamStory } from './story.ts';

const story = iamStory();

putsInlinePolicies({
  kind: 'role',
  room: 10_240,
  make: (name) => story.role(name),
  put: (RoleName, PolicyDocument, PolicyName) =>
    story.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument })),
  get: (RoleName, PolicyName) => story.iam.send(new GetRolePolicyCommand({ RoleName, PolicyName })),
});
