import { GetUserPolicyCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { putsInlinePolicies } from './inline-policies.ts';
import { iamStory } from './story.ts';

const story = iamStory();

putsInlinePolicies({
  kind: 'user',
  room: 2048,
  make: (name) => story.user(name),
  put: (UserName, PolicyDocument, PolicyName) =>
    story.iam.send(new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument })),
  get: (UserName, PolicyName) => story.iam.send(new GetUserPolicyCommand({ UserName, PolicyName })),
});
