import { describe } from 'vitest';
import { itGets, metrics } from './listed-configurations.ts';

describe('GetBucketMetricsConfiguration', () => itGets(metrics));
