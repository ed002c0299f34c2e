// CreateReceiptFilter: an IP filter; its name has one layer of checks only (probed).
import { empty, required, structure } from '../../../core/shape.ts';
import { isCidr } from '../cidr.ts';
import * as errors from '../errors.ts';
import { nameProblem } from '../names.ts';
import { onEverything, sesOperation } from '../operation.ts';
import { receiptFilter } from '../shapes.ts';

const MAX_FILTERS = 100;

export const createReceiptFilter = sesOperation({
  name: 'CreateReceiptFilter',
  input: structure({ Filter: required(receiptFilter) }),
  output: empty,
  access: onEverything('CreateReceiptFilter'),
  async run({ input: { Filter }, call, deps: { filters } }) {
    const { Name, IpFilter } = Filter;
    if (Name === '') throw errors.invalidParameter('filterName must not be empty');
    if (nameProblem(Name)) throw errors.notAValid('filterName', Name);
    if (!isCidr(IpFilter.Cidr)) throw errors.invalidParameter(`Invalid CIDR block: ${IpFilter.Cidr}`);
    const filter = { name: Name, policy: IpFilter.Policy, cidr: IpFilter.Cidr };
    await filters.create(call, filter, (existing) => {
      if (existing.some(({ name }) => name === Name)) throw errors.filterExists(Name);
      if (existing.length >= MAX_FILTERS) throw errors.limitExceeded('filters');
    });
    return {};
  },
});
