import { describe } from 'vitest';
import { analytics, itLists } from './listed-configurations.ts';

describe('ListBucketAnalyticsConfigurations', () => itLists(analytics));
