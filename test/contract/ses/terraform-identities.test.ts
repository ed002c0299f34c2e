// terraform's other SES resources, as the SDK calls its provider makes: create, read (the plan must be empty), delete.
import {
  CreateReceiptFilterCommand,
  CreateReceiptRuleSetCommand,
  DeleteIdentityCommand,
  DeleteIdentityPolicyCommand,
  DeleteReceiptFilterCommand,
  DeleteReceiptRuleSetCommand,
  DescribeActiveReceiptRuleSetCommand,
  DescribeReceiptRuleSetCommand,
  GetIdentityDkimAttributesCommand,
  GetIdentityMailFromDomainAttributesCommand,
  GetIdentityNotificationAttributesCommand,
  GetIdentityPoliciesCommand,
  GetIdentityVerificationAttributesCommand,
  ListReceiptFiltersCommand,
  PutIdentityPolicyCommand,
  type SESClient,
  SetActiveReceiptRuleSetCommand,
  SetIdentityHeadersInNotificationsEnabledCommand,
  SetIdentityMailFromDomainCommand,
  SetIdentityNotificationTopicCommand,
  VerifyDomainDkimCommand,
  VerifyDomainIdentityCommand,
  VerifyEmailIdentityCommand,
} from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
let ses: SESClient;
const Domain = 'tf-acc.example';
const Identities = [Domain];
beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
  await ses.send(new VerifyDomainIdentityCommand({ Domain }));
});
afterAll(() => aws.close());

describe('aws_ses_domain_identity and aws_ses_email_identity', () => {
  it.each(['gone.example', 'ann@gone.example'])('%s comes and goes', async (name) => {
    const read = async () => {
      const command = new GetIdentityVerificationAttributesCommand({ Identities: [name] });
      return (await ses.send(command)).VerificationAttributes?.[name];
    };
    if (name.includes('@')) await ses.send(new VerifyEmailIdentityCommand({ EmailAddress: name }));
    else await ses.send(new VerifyDomainIdentityCommand({ Domain: name }));
    // What aws_ses_domain_identity_verification waits for.
    expect(await read()).toMatchObject({ VerificationStatus: 'Success' });
    await ses.send(new DeleteIdentityCommand({ Identity: name }));
    expect(await read()).toBeUndefined();
  });
});

describe('aws_ses_domain_dkim', () => {
  it('reads the tokens it made', async () => {
    const { DkimTokens } = await ses.send(new VerifyDomainDkimCommand({ Domain }));
    const { DkimAttributes } = await ses.send(new GetIdentityDkimAttributesCommand({ Identities }));
    expect(DkimAttributes?.[Domain]?.DkimTokens).toEqual(DkimTokens);
  });
});

describe('aws_ses_domain_mail_from', () => {
  it('is set, changed and taken back', async () => {
    const read = async () => {
      const command = new GetIdentityMailFromDomainAttributesCommand({ Identities });
      return (await ses.send(command)).MailFromDomainAttributes?.[Domain];
    };
    for (const BehaviorOnMXFailure of ['UseDefaultValue', 'RejectMessage'] as const) {
      const MailFromDomain = `bounce.${Domain}`;
      const input = { Identity: Domain, MailFromDomain, BehaviorOnMXFailure };
      await ses.send(new SetIdentityMailFromDomainCommand(input));
      expect(await read()).toMatchObject({ MailFromDomain, BehaviorOnMXFailure });
    }
    await ses.send(new SetIdentityMailFromDomainCommand({ Identity: Domain }));
    expect(await read()).toEqual({ BehaviorOnMXFailure: 'UseDefaultValue' });
  });
});

describe('aws_ses_identity_notification_topic', () => {
  const read = async () => {
    const command = new GetIdentityNotificationAttributesCommand({ Identities });
    return (await ses.send(command)).NotificationAttributes?.[Domain];
  };

  it('is set with its headers, without a topic too', async () => {
    const of = { Identity: Domain, NotificationType: 'Complaint' } as const;
    const topic = 'arn:aws:sns:us-east-1:000000000000:tf-acc';
    for (const [SnsTopic, Enabled] of [
      [undefined, false],
      [topic, true],
    ] as const) {
      await ses.send(new SetIdentityNotificationTopicCommand({ ...of, SnsTopic }));
      await ses.send(new SetIdentityHeadersInNotificationsEnabledCommand({ ...of, Enabled }));
      const found = await read();
      expect(found?.ComplaintTopic).toBe(SnsTopic);
      expect(found?.HeadersInComplaintNotificationsEnabled).toBe(Enabled);
    }
  });

  it('that belongs to an identity nobody knows is deleted without complaint', async () => {
    const Identity = 'disappeared.example';
    await expect(
      ses.send(new SetIdentityNotificationTopicCommand({ Identity, NotificationType: 'Bounce' })),
    ).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      // By these words the provider knows it.
      message: expect.stringContaining('Must be a verified email address or domain'),
    });
  });
});

describe('aws_ses_identity_policy', () => {
  it('reads the policy it wrote, and none once it is deleted', async () => {
    const Policy = JSON.stringify({
      Statement: [
        {
          Action: ['SES:SendEmail', 'SES:SendRawEmail'],
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Resource: `arn:aws:ses:us-east-1:000000000000:identity/${Domain}`,
        },
      ],
      Version: '2012-10-17',
    });
    const of = { Identity: Domain, PolicyName: 'test' };
    const read = async () => {
      const command = new GetIdentityPoliciesCommand({ Identity: Domain, PolicyNames: ['test'] });
      return (await ses.send(command)).Policies;
    };
    await ses.send(new PutIdentityPolicyCommand({ ...of, Policy }));
    expect(await read()).toEqual({ test: Policy });
    await ses.send(new DeleteIdentityPolicyCommand(of));
    expect(await read()).toEqual({});
  });
});

describe('aws_ses_receipt_rule_set, aws_ses_active_receipt_rule_set and aws_ses_receipt_filter', () => {
  it('a set comes, is the active one, is not any more, and goes', async () => {
    const RuleSetName = 'tf-acc';
    const active = async () => (await ses.send(new DescribeActiveReceiptRuleSetCommand({}))).Metadata?.Name;
    await ses.send(new CreateReceiptRuleSetCommand({ RuleSetName }));
    await ses.send(new SetActiveReceiptRuleSetCommand({ RuleSetName }));
    expect(await active()).toBe(RuleSetName);
    await ses.send(new SetActiveReceiptRuleSetCommand({}));
    expect(await active()).toBeUndefined();
    await ses.send(new DeleteReceiptRuleSetCommand({ RuleSetName }));
    await expect(ses.send(new DescribeReceiptRuleSetCommand({ RuleSetName }))).rejects.toMatchObject({
      name: 'RuleSetDoesNotExistException',
    });
  });

  it('a filter is found among all of them', async () => {
    const Filter = { Name: 'block-spammer', IpFilter: { Policy: 'Block', Cidr: '10.10.10.10' } } as const;
    await ses.send(new CreateReceiptFilterCommand({ Filter }));
    expect((await ses.send(new ListReceiptFiltersCommand({}))).Filters).toEqual([Filter]);
    await ses.send(new DeleteReceiptFilterCommand({ FilterName: Filter.Name }));
    expect((await ses.send(new ListReceiptFiltersCommand({}))).Filters).toEqual([]);
  });
});
