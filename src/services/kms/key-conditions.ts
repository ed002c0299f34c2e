// Condition keys that follow from the key itself, computed once a key (facts/kms.md §11).
import type { KeyRecord } from './key.ts';

export function conditionsOf(
  key: KeyRecord,
  aliases: readonly string[],
  tags: Readonly<Record<string, string>>,
): Readonly<Record<string, string | boolean | readonly string[]>> {
  const conditions: Record<string, string | boolean | readonly string[]> = {
    'kms:KeySpec': key.spec,
    'kms:KeyUsage': key.usage,
    'kms:KeyOrigin': key.origin,
    'kms:MultiRegion': key.multiRegion !== null,
  };
  if (key.multiRegion) conditions['kms:MultiRegionKeyType'] = key.multiRegion;
  if (aliases.length > 0) conditions['kms:ResourceAliases'] = aliases;
  for (const [name, value] of Object.entries(tags)) conditions[`aws:ResourceTag/${name}`] = value;
  return conditions;
}
