// Answers the bucket's website settings.

import { getConfiguration } from '../configuration/stored.ts';
import { noSuchWebsite, websiteConfiguration } from '../configuration/website.ts';

export const getBucketWebsite = getConfiguration({
  name: 'GetBucketWebsite',
  subresource: 'website',
  action: 's3:GetBucketWebsite',
  shape: websiteConfiguration,
  absent: ({ name }) => noSuchWebsite(name),
});
