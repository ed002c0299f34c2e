import { GetGroupPolicyCommand, PutGroupPolicyCommand } from '@aws-sdk/client-iam';
import { putsInlinePolicies } from './inline-policies.ts';
import { iamStory } from './story.ts';

const story = iamStory();

putsInlinePolicies({
  kind: 'group',
  room: 5120,
  make: (name) => story.group(name),
  put: (GroupName, PolicyDocument, PolicyName) =>
    story.iam.send(new PutGroupPolicyCommand({ GroupName, PolicyName, PolicyDocument })),
  get: (GroupName, PolicyName) => story.iam.send(new GetGroupPolicyCommand({ GroupName, PolicyName })),
});
