import { describe } from 'vitest';
import { analytics, itGets } from './listed-configurations.ts';

describe('GetBucketAnalyticsConfiguration', () => itGets(analytics));
