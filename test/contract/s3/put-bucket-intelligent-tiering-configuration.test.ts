import { describe } from 'vitest';
import { intelligentTiering, itPuts } from './listed-configurations.ts';

describe('PutBucketIntelligentTieringConfiguration', () => {
  itPuts(intelligentTiering, 'MalformedXML');
});
