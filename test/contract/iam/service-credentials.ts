// Users with service-specific credentials, for the tests of the operations on them.
import {
  CreateServiceSpecificCredentialCommand,
  type CreateServiceSpecificCredentialCommandInput,
  ListServiceSpecificCredentialsCommand,
} from '@aws-sdk/client-iam';
import type { IamStory } from './story.ts';

export const CODECOMMIT = 'codecommit.amazonaws.com';
export const KEYSPACES = 'cassandra.amazonaws.com';
export const BEDROCK = 'bedrock.amazonaws.com';

/** An id that no credential has. */
export const NO_ID = 'satisfiesregexbutstillinvalid';

export const credentialsIn = (story: IamStory) => ({
  async create(
    UserName: string,
    ServiceName = CODECOMMIT,
    more: Partial<CreateServiceSpecificCredentialCommandInput> = {},
  ) {
    const input = { UserName, ServiceName, ...more };
    const answer = await story.iam.send(new CreateServiceSpecificCredentialCommand(input));
    return answer.ServiceSpecificCredential;
  },
  async list(UserName: string, ServiceName?: string) {
    const answer = await story.iam.send(new ListServiceSpecificCredentialsCommand({ UserName, ServiceName }));
    return answer.ServiceSpecificCredentials ?? [];
  },
});
