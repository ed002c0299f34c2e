import { describe } from 'vitest';
import { analytics, itPuts } from './listed-configurations.ts';

describe('PutBucketAnalyticsConfiguration', () => {
  itPuts(analytics, 'MalformedXML');
});
