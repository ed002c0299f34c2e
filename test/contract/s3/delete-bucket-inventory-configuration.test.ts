import { describe } from 'vitest';
import { inventory, itDeletes } from './listed-configurations.ts';

describe('DeleteBucketInventoryConfiguration', () => itDeletes(inventory));
