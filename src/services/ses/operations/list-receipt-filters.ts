// ListReceiptFilters: all of them.
import { empty, list, structure } from '../../../core/shape.ts';
import { onEverything, sesOperation } from '../operation.ts';
import { receiptFilter } from '../shapes.ts';

export const listReceiptFilters = sesOperation({
  name: 'ListReceiptFilters',
  input: empty,
  output: structure({ Filters: list(receiptFilter) }),
  access: onEverything('ListReceiptFilters'),
  run: ({ call, deps: { filters } }) => ({
    Filters: filters
      .list(call)
      .map(({ name, policy, cidr }) => ({ Name: name, IpFilter: { Policy: policy, Cidr: cidr } })),
  }),
});
