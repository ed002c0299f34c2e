// Lists every one of the kind: an intelligent tiering rule.
import { listListed } from '../configuration/listed.ts';
import { intelligentTieringConfiguration } from '../configuration/reports.ts';

export const listBucketIntelligentTieringConfigurations = listListed({
  name: 'ListBucketIntelligentTieringConfigurations',
  subresource: 'intelligent-tiering',
  action: 's3:GetIntelligentTieringConfiguration',
  member: 'IntelligentTieringConfiguration',
  shape: intelligentTieringConfiguration,
});
