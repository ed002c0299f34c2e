// Keeps an intelligent tiering rule of the bucket under its id.
import { putListed } from '../configuration/listed.ts';
import { intelligentTieringConfiguration } from '../configuration/reports.ts';

export const putBucketIntelligentTieringConfiguration = putListed({
  name: 'PutBucketIntelligentTieringConfiguration',
  subresource: 'intelligent-tiering',
  action: 's3:PutIntelligentTieringConfiguration',
  member: 'IntelligentTieringConfiguration',
  shape: intelligentTieringConfiguration,
});
