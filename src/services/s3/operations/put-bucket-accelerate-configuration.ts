// Turns transfer acceleration on or off, in name.

import { putConfiguration } from '../configuration/stored.ts';
import { accelerateConfiguration } from '../configuration/switches.ts';
import { invalidRequest, malformedXml } from '../errors.ts';

export const putBucketAccelerateConfiguration = putConfiguration({
  name: 'PutBucketAccelerateConfiguration',
  subresource: 'accelerate',
  action: 's3:PutAccelerateConfiguration',
  member: 'AccelerateConfiguration',
  shape: accelerateConfiguration,
  admit: (document, { name }) => {
    if (name.includes('.')) {
      throw invalidRequest(
        'S3 Transfer Acceleration is not supported for buckets with periods (.) in their names',
      );
    }
    if (document.Status !== 'Enabled' && document.Status !== 'Suspended') throw malformedXml();
    return document;
  },
});
