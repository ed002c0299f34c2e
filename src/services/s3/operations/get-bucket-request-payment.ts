// Answers who pays for requests.

import { getConfiguration } from '../configuration/stored.ts';
import { requestPaymentConfiguration } from '../configuration/switches.ts';

export const getBucketRequestPayment = getConfiguration({
  name: 'GetBucketRequestPayment',
  subresource: 'requestPayment',
  action: 's3:GetBucketRequestPayment',
  shape: requestPaymentConfiguration,
  absent: () => ({ Payer: 'BucketOwner' as const }),
});
