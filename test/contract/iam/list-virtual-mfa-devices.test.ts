import { type AssignmentStatusType, ListVirtualMFADevicesCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, invalid, refusal } from './story.ts';

const story = iamStory();
const list = (AssignmentStatus?: AssignmentStatusType, iam = story.iam) =>
  iam.send(new ListVirtualMFADevicesCommand({ AssignmentStatus }));

test('there are none, for there is no way to one here', async () => {
  for (const status of [undefined, 'Any', 'Assigned', 'Unassigned'] as const) {
    expect(await list(status)).toMatchObject({ VirtualMFADevices: [], IsTruncated: false });
  }
});

test('is told to those who may, of a status that is one', async () => {
  await expect(list('Lost' as AssignmentStatusType)).rejects.toMatchObject(invalid());
  await story.user('bob');
  const bob = story.aws.iam(await story.keys('bob'));
  await expect(list('Any', bob)).rejects.toMatchObject(refusal('AccessDenied', 403));
});
