// Answers whether transfer acceleration is on; nothing where it never was.

import { getConfiguration } from '../configuration/stored.ts';
import { accelerateConfiguration } from '../configuration/switches.ts';
import { payable } from '../requester-pays.ts';

export const getBucketAccelerateConfiguration = payable(
  getConfiguration({
    name: 'GetBucketAccelerateConfiguration',
    subresource: 'accelerate',
    action: 's3:GetAccelerateConfiguration',
    shape: accelerateConfiguration,
    absent: () => ({}),
  }),
);
