import { describe } from 'vitest';
import { analytics, itDeletes } from './listed-configurations.ts';

describe('DeleteBucketAnalyticsConfiguration', () => itDeletes(analytics));
