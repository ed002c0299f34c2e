// The policies of buckets, topics, queues and identities keep to the users that they named when they were saved.
import { UpdateUserCommand } from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  GetBucketPolicyCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3';
import {
  GetIdentityPoliciesCommand,
  PutIdentityPolicyCommand,
  SendEmailCommand,
  VerifyDomainIdentityCommand,
} from '@aws-sdk/client-ses';
import {
  CreateTopicCommand,
  GetTopicAttributesCommand,
  PublishCommand,
  SetTopicAttributesCommand,
} from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT, startTestServer, type TestServer } from '../../support/server.ts';
import { createUser, deleteUser, type TestUser } from '../../support/users.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

const allowing = (AWS: string, Action: string, Resource: string) => {
  const Statement = { Sid: 'one', Effect: 'Allow', Principal: { AWS }, Action, Resource };
  return JSON.stringify({ Version: '2012-10-17', Statement: [Statement] }, null, 1);
};

interface Guarded {
  /** The policy's text, as it is shown. */
  policy(): Promise<string | undefined>;
  /** What the policy allows. */
  use(keys: TestUser['keys']): Promise<unknown>;
}

/** Each lets this user in by its policy alone. */
const RESOURCES: Readonly<Record<string, (name: string, arn: string) => Promise<Guarded>>> = {
  async bucket(Bucket, arn) {
    const s3 = aws.s3();
    await s3.send(new CreateBucketCommand({ Bucket }));
    const Policy = allowing(arn, 's3:ListBucket', `arn:aws:s3:::${Bucket}`);
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    return {
      policy: async () => (await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy,
      use: (keys) => aws.s3(keys).send(new ListObjectsV2Command({ Bucket })),
    };
  },
  async topic(Name, arn) {
    const sns = aws.sns();
    const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name }));
    const AttributeValue = allowing(arn, 'sns:Publish', TopicArn);
    await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue }));
    return {
      policy: async () => (await sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes?.Policy,
      use: (keys) => aws.sns(keys).send(new PublishCommand({ TopicArn, Message: 'x' })),
    };
  },
  async queue(QueueName, arn) {
    const sqs = aws.sqs();
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName }));
    const Policy = allowing(arn, 'sqs:SendMessage', `arn:aws:sqs:us-east-1:${ACCOUNT}:${QueueName}`);
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
    const read = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy'] });
    return {
      policy: async () => (await sqs.send(read)).Attributes?.Policy,
      use: (keys) => aws.sqs(keys).send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' })),
    };
  },
  async identity(name, arn) {
    const ses = aws.ses();
    const Identity = `${name}.example`;
    await ses.send(new VerifyDomainIdentityCommand({ Domain: Identity }));
    const Policy = allowing(arn, 'ses:SendEmail', `arn:aws:ses:us-east-1:${ACCOUNT}:identity/${Identity}`);
    await ses.send(new PutIdentityPolicyCommand({ Identity, PolicyName: 'p', Policy }));
    const read = new GetIdentityPoliciesCommand({ Identity, PolicyNames: ['p'] });
    const Destination = { ToAddresses: [`b@${Identity}`] };
    const Message = { Subject: { Data: 's' }, Body: { Text: { Data: 't' } } };
    const send = new SendEmailCommand({ Source: `a@${Identity}`, Destination, Message });
    return {
      policy: async () => (await ses.send(read)).Policies?.p,
      use: (keys) => aws.ses(keys).send(send),
    };
  },
};

describe.each(Object.entries(RESOURCES))('the policy of a %s', (kind, guard) => {
  it('shows a deleted user by the unique id, and lets no namesake in', async () => {
    const UserName = `twin-of-${kind}`;
    const first = await createUser(aws, UserName);
    const { policy, use } = await guard(`deleted-${kind}`, first.arn);
    await expect(use(first.keys)).resolves.toBeDefined();
    const saved = await policy();
    expect(saved).toContain(first.arn);

    await deleteUser(aws, UserName, first.keys.accessKeyId);
    expect(await policy()).toBe(saved?.replace(first.arn, first.id));
    const second = await createUser(aws, UserName);
    expect(second.arn).toBe(first.arn);
    await expect(use(second.keys)).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });

  it('follows a user to another name', async () => {
    const UserName = `old-of-${kind}`;
    const user = await createUser(aws, UserName);
    const { policy, use } = await guard(`renamed-${kind}`, user.arn);
    const saved = await policy();
    await aws.iam().send(new UpdateUserCommand({ UserName, NewUserName: `new-of-${kind}` }));
    expect(await policy()).toBe(saved?.replace('user/old-of', 'user/new-of'));
    await expect(use(user.keys)).resolves.toBeDefined();
  });
});
