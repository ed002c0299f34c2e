import { describe } from 'vitest';
import { intelligentTiering, itGets } from './listed-configurations.ts';

describe('GetBucketIntelligentTieringConfiguration', () => itGets(intelligentTiering));
