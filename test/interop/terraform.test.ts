// Terraform with its own provider for AWS: what it has made it finds again without a difference, changes and destroys.
//
// Skipped with its reason where there is no terraform, or no folder of providers (hashicorp/aws) to take one from.
import { CreateAccessKeyCommand, GetAccountSummaryCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountBlock } from '../support/account-block.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { setTerraformUp, terraformMissing, TERRAFORM_TIMEOUT as timeout } from '../support/terraform.ts';

const reason = terraformMissing();

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

/**
 * Makes the configuration, changes it and takes it away again.
 * @param text what it tells at each stage
 * @param meanwhile what others do before it is taken away
 */
async function throughAllStages(
  configuration: string,
  text: (stage: string) => unknown,
  meanwhile: () => Promise<unknown> = async () => {},
): Promise<void> {
  const terraform = await setTerraformUp(configuration, aws.url);
  try {
    for (const stage of ['one', 'two']) {
      await terraform.apply(stage);
      expect(await terraform.plan(stage)).toContain('No changes.');
      expect(await terraform.text()).toEqual(text(stage));
    }
    await meanwhile();
    await terraform.destroy('two');
  } finally {
    await terraform.remove();
  }
}

describe.skipIf(reason)(`Terraform${reason ? ` (skipped: ${reason})` : ''}`, () => {
  it('makes, finds again, changes and destroys a bucket with all that belongs to it', {
    timeout,
  }, async () => {
    await throughAllStages('bucket', (stage) => [`of stage ${stage}`, 'aws:kms', { stage }]);
    expect((await aws.s3().send(new ListBucketsCommand({}))).Buckets ?? []).toEqual([]);
  });

  it('makes, finds again, changes and destroys who is in an account and what it asks', {
    timeout,
  }, async () => {
    const text = (stage: string) => [
      `mail-house-${stage}`,
      'AWSServiceRoleForAutoScaling_terraform',
      stage === 'one' ? 'Active' : 'Inactive',
    ];
    // The user is deleted by force, with a key of which Terraform knows nothing.
    const key = () => aws.iam().send(new CreateAccessKeyCommand({ UserName: 'ada' }));
    await throughAllStages('account', text, key);
    const { SummaryMap } = await aws.iam().send(new GetAccountSummaryCommand({}));
    expect(SummaryMap).toMatchObject({ Users: 0, Roles: 0, Policies: 0, InstanceProfiles: 0, Providers: 0 });
    expect((await accountBlock(aws).get()).status).toBe(404);
  });
});
