// Takes an intelligent tiering rule of the bucket away.
import { deleteListed } from '../configuration/listed.ts';

export const deleteBucketIntelligentTieringConfiguration = deleteListed({
  name: 'DeleteBucketIntelligentTieringConfiguration',
  subresource: 'intelligent-tiering',
  action: 's3:PutIntelligentTieringConfiguration',
});
