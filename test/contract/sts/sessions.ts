// Roles that are assumed: on a server of the file's own, with the credentials of the session.
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import { beforeAll, expect } from 'vitest';
import { ACCOUNT, type ClientOptions } from '../../support/server.ts';
import { allowing, document, iamStory } from '../iam/story.ts';

export const root = { AWS: ACCOUNT };

export const refused = (RoleArn: string, who: string, action = 'sts:AssumeRole') => ({
  name: 'AccessDenied',
  message: `User: ${who} is not authorized to perform: ${action} on resource: ${RoleArn}`,
  $metadata: expect.objectContaining({ httpStatusCode: 403 }),
});

/** Call it at the top of the file. */
export function sessionStory() {
  const story = iamStory();
  let sts: STSClient;
  beforeAll(() => {
    sts = story.aws.sts();
  });
  return {
    story,
    /** A role that the principal may assume, allowed to do what the policy says. */
    async makeRole(
      RoleName: string,
      Principal: object | string,
      PolicyDocument = allowing('iam:List*'),
      more: object = {},
    ) {
      const Action = ['sts:AssumeRole', 'sts:TagSession'];
      const AssumeRolePolicyDocument = document({ Effect: 'Allow', Principal, Action, ...more });
      const { Role } = await story.iam.send(
        new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, MaxSessionDuration: 7200 }),
      );
      await story.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument }));
      return Role?.Arn ?? '';
    },
    async assume(RoleArn: string, more: object = {}, client = sts) {
      const answer = await client.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'story', ...more }));
      const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = answer.Credentials ?? {};
      const session: ClientOptions = {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
      };
      return { answer, session };
    },
  };
}
