// Answers the bucket's cross-origin rules.
import { corsConfiguration, noSuchCors } from '../configuration/cors.ts';
import { getConfiguration } from '../configuration/stored.ts';

export const getBucketCors = getConfiguration({
  name: 'GetBucketCors',
  subresource: 'cors',
  action: 's3:GetBucketCORS',
  shape: corsConfiguration,
  absent: ({ name }) => noSuchCors(name),
});
