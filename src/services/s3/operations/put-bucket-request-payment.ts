// Says who pays for requests.

import { putConfiguration } from '../configuration/stored.ts';
import { requestPaymentConfiguration } from '../configuration/switches.ts';

export const putBucketRequestPayment = putConfiguration({
  name: 'PutBucketRequestPayment',
  subresource: 'requestPayment',
  action: 's3:PutBucketRequestPayment',
  member: 'RequestPaymentConfiguration',
  shape: requestPaymentConfiguration,
  admit: (document) => document,
});
