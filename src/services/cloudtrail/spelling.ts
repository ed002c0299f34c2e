// Parameters as CloudTrail spells them: members in lower camel case, dates in words, the keys of maps untouched.
import type { ShapeNode } from '../../core/shape.ts';
import type { Members } from './entry.ts';

/** Null where there is nothing to tell, as AWS writes it. */
export function spell(shape: ShapeNode, value: Members | undefined): Members | null {
  if (value === undefined || Object.keys(value).length === 0) return null;
  return spellValue(shape, value) as Members;
}

function spellValue(shape: ShapeNode, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  switch (shape.type) {
    case 'timestamp':
      return inWords(value as Date);
    case 'list':
      return (value as readonly unknown[]).map((item) => spellValue(shape.member, item));
    case 'map':
      return { ...(value as object) };
    case 'structure': {
      const out: Record<string, unknown> = {};
      for (const [name, given] of Object.entries(value as Members)) {
        const member = shape.members[name];
        if (member && given !== undefined) out[lowerFirst(name)] = spellValue(member.shape, given);
      }
      return out;
    }
    default:
      return value;
  }
}

/** `AWSAccountId` becomes `aWSAccountId`: only the first letter is touched (recorded: KMS's CreateKey). */
export const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Aug 10, 2022, 10:38:27 PM` (KMS developer guide, CreateKey's log entry). */
export function inWords(date: Date): string {
  const hours = date.getUTCHours();
  const two = (part: number) => String(part).padStart(2, '0');
  const clock = `${hours % 12 || 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  const day = `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
  return `${day}, ${clock} ${hours < 12 ? 'AM' : 'PM'}`;
}
