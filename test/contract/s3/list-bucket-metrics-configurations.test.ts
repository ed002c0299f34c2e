import { describe } from 'vitest';
import { itLists, metrics } from './listed-configurations.ts';

describe('ListBucketMetricsConfigurations', () => itLists(metrics));
