// Key policies and grants keep to the users and roles they named when they were made.
import { CreateRoleCommand, DeleteRoleCommand } from '@aws-sdk/client-iam';
import * as sdk from '@aws-sdk/client-kms';
import { expect, it } from 'vitest';
import { createUser, deleteUser } from '../../support/users.ts';
import { bytes, createKey, refusal, useServer } from './support.ts';

const server = useServer();
const DENIED = /^AccessDeniedException/;
const Plaintext = bytes('x');

const opened = {
  Sid: 'owner',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::000000000000:root' },
  Action: 'kms:*',
  Resource: '*',
};
const encryptor = (AWS: string) => ({
  Effect: 'Allow',
  Principal: { AWS },
  Action: 'kms:Encrypt',
  Resource: '*',
});
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement }, null, 2);
const policyOf = async (KeyId: string) =>
  (await server.kms.send(new sdk.GetKeyPolicyCommand({ KeyId }))).Policy;

it('a key policy shows a deleted user by its unique id, and lets no namesake in', async () => {
  const first = await createUser(server.aws, 'twin');
  const { KeyId } = await createKey(server.kms, { Policy: policy(opened, encryptor(first.arn)) });
  const encrypt = new sdk.EncryptCommand({ KeyId, Plaintext });
  await server.aws.kms(first.keys).send(encrypt);
  await deleteUser(server.aws, 'twin', first.keys.accessKeyId);

  expect(await policyOf(KeyId)).toBe(policy(opened, encryptor(first.id)));
  const second = await createUser(server.aws, 'twin');
  expect(second.arn).toBe(first.arn);
  expect(await refusal(server.aws.kms(second.keys).send(encrypt))).toMatch(DENIED);
});

it('what a deleted principal left in a policy cannot be saved again', async () => {
  const gone = await createUser(server.aws, 'gone');
  const { KeyId } = await createKey(server.kms, { Policy: policy(opened, encryptor(gone.arn)) });
  await deleteUser(server.aws, 'gone', gone.keys.accessKeyId);
  const put = new sdk.PutKeyPolicyCommand({ KeyId, Policy: await policyOf(KeyId) });
  expect(await refusal(server.kms.send(put))).toMatch(
    /^MalformedPolicyDocumentException: .*invalid principals/,
  );
});

it('a grant shows its deleted grantee and retiring principal by their ids, and lets no namesakes in', async () => {
  const ida = await createUser(server.aws, 'ida');
  const { KeyId } = await createKey(server.kms);
  const AssumeRolePolicyDocument = policy({
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: 'sts:AssumeRole',
  });
  const iam = server.aws.iam();
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: 'retirer', AssumeRolePolicyDocument }));
  const Operations: sdk.GrantOperation[] = ['Encrypt'];
  await server.kms.send(
    new sdk.CreateGrantCommand({
      KeyId,
      GranteePrincipal: ida.arn,
      RetiringPrincipal: Role?.Arn,
      Operations,
    }),
  );
  const encrypt = new sdk.EncryptCommand({ KeyId, Plaintext });
  await server.aws.kms(ida.keys).send(encrypt);
  await deleteUser(server.aws, 'ida', ida.keys.accessKeyId);
  await iam.send(new DeleteRoleCommand({ RoleName: 'retirer' }));

  const again = await createUser(server.aws, 'ida');
  expect(await refusal(server.aws.kms(again.keys).send(encrypt))).toMatch(DENIED);
  const { Grants } = await server.kms.send(new sdk.ListGrantsCommand({ KeyId, GranteePrincipal: ida.id }));
  expect(Grants).toMatchObject([{ GranteePrincipal: ida.id, RetiringPrincipal: Role?.RoleId }]);
});
