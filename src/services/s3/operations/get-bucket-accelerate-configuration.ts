// Answers whether transfer acceleration is on; nothing where it never was.

import { getConfiguration } from '../configuration/stored.ts';
import { accelerateConfiguration } from '../configuration/switches.ts';

export const getBucketAccelerateConfiguration = getConfiguration({
  name: 'GetBucketAccelerateConfiguration',
  subresource: 'accelerate',
  action: 's3:GetAccelerateConfiguration',
  shape: accelerateConfiguration,
  absent: () => ({}),
});
