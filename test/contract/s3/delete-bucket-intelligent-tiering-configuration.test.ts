import { describe } from 'vitest';
import { intelligentTiering, itDeletes } from './listed-configurations.ts';

describe('DeleteBucketIntelligentTieringConfiguration', () => itDeletes(intelligentTiering));
