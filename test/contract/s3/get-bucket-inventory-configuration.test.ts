import { describe } from 'vitest';
import { inventory, itGets } from './listed-configurations.ts';

describe('GetBucketInventoryConfiguration', () => itGets(inventory));
