import { describe } from 'vitest';
import { itPuts, metrics } from './listed-configurations.ts';

describe('PutBucketMetricsConfiguration', () => {
  itPuts(metrics, 'MalformedXML');
});
