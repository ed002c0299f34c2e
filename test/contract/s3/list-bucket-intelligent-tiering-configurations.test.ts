import { describe } from 'vitest';
import { intelligentTiering, itLists } from './listed-configurations.ts';

describe('ListBucketIntelligentTieringConfigurations', () => itLists(intelligentTiering));
