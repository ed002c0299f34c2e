import { describe } from 'vitest';
import { itDeletes, metrics } from './listed-configurations.ts';

describe('DeleteBucketMetricsConfiguration', () => itDeletes(metrics));
