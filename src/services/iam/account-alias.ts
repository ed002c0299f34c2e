// The name that an account's sign-in page has.
import { string } from '../../core/shape.ts';

export const accountAlias = string({
  min: 3,
  max: 63,
  pattern: '^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$',
});
