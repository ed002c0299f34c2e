// Sets the bucket's website settings.

import { putConfiguration } from '../configuration/stored.ts';
import { checkWebsite, websiteConfiguration } from '../configuration/website.ts';

export const putBucketWebsite = putConfiguration({
  name: 'PutBucketWebsite',
  subresource: 'website',
  action: 's3:PutBucketWebsite',
  member: 'WebsiteConfiguration',
  shape: websiteConfiguration,
  admit: (document) => {
    checkWebsite(document);
    return document;
  },
});
