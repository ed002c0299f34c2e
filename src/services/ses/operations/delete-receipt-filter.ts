// DeleteReceiptFilter: idempotent, and content with any name at all (probed).
import { empty, required, string, structure } from '../../../core/shape.ts';
import { onEverything, sesOperation } from '../operation.ts';

export const deleteReceiptFilter = sesOperation({
  name: 'DeleteReceiptFilter',
  input: structure({ FilterName: required(string()) }),
  output: empty,
  access: onEverything('DeleteReceiptFilter'),
  async run({ input: { FilterName }, call, deps: { filters } }) {
    await filters.delete(call, FilterName);
    return {};
  },
});
