import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  DeleteInstanceProfileCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity, refusal } from './story.ts';

const story = iamStory();
const remove = (InstanceProfileName: string) =>
  story.iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));

test('only once its role is taken out', async () => {
  const both = { InstanceProfileName: 'web', RoleName: 'one' };
  await story.role('one');
  await story.iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'web' }));
  await story.iam.send(new AddRoleToInstanceProfileCommand(both));
  await expect(remove('web')).rejects.toMatchObject(
    refusal(
      'DeleteConflictException',
      409,
      'Cannot delete entity, must remove roles from instance profile first.',
    ),
  );
  await story.iam.send(new RemoveRoleFromInstanceProfileCommand(both));
  await remove('web');
  await expect(remove('web')).rejects.toMatchObject(noSuchEntity('Instance Profile web cannot be found.'));
});
