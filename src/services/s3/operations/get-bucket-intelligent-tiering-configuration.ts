// Answers an intelligent tiering rule of the bucket.
import { getListed } from '../configuration/listed.ts';
import { intelligentTieringConfiguration } from '../configuration/reports.ts';

export const getBucketIntelligentTieringConfiguration = getListed({
  name: 'GetBucketIntelligentTieringConfiguration',
  subresource: 'intelligent-tiering',
  action: 's3:GetIntelligentTieringConfiguration',
  member: 'IntelligentTieringConfiguration',
  shape: intelligentTieringConfiguration,
});
