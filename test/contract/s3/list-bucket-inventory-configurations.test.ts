import { describe } from 'vitest';
import { inventory, itLists } from './listed-configurations.ts';

describe('ListBucketInventoryConfigurations', () => itLists(inventory));
