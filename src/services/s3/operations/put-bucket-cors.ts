// Sets the bucket's cross-origin rules.
import { checkCors, corsConfiguration } from '../configuration/cors.ts';
import { putConfiguration } from '../configuration/stored.ts';

export const putBucketCors = putConfiguration({
  name: 'PutBucketCors',
  subresource: 'cors',
  action: 's3:PutBucketCORS',
  member: 'CORSConfiguration',
  shape: corsConfiguration,
  admit: (document) => {
    checkCors(document);
    return document;
  },
});
