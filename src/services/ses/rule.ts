// A receipt rule as it is kept: every default filled in (facts §1, "Describe rendering").
import { type AccountId, partitionOf, type Region } from '../../core/ids.ts';
import type { ReceiptAction, ReceiptRuleInput } from './shapes.ts';

export interface ReceiptRule {
  readonly Name: string;
  readonly Enabled: boolean;
  readonly TlsPolicy: 'Optional' | 'Require';
  /** Absent: every recipient on every verified domain. Sorted, as Describe returns them. */
  readonly Recipients?: readonly string[];
  readonly Actions: readonly ReceiptAction[];
  readonly ScanEnabled: boolean;
}

/** Where rules live: SES keeps everything per account and region. */
export interface Scope {
  readonly account: AccountId;
  readonly region: Region;
}

export function ruleOf(input: ReceiptRuleInput): ReceiptRule {
  const recipients = [...(input.Recipients ?? [])].sort();
  return {
    Name: input.Name,
    Enabled: input.Enabled ?? false,
    TlsPolicy: input.TlsPolicy ?? 'Optional',
    ...(recipients.length > 0 && { Recipients: recipients }),
    Actions: (input.Actions ?? []).map(withDefaults),
    ScanEnabled: input.ScanEnabled ?? false,
  };
}

/** AWS returns UTF-8 from Describe without its ever having been sent (probed); Event by the model's default. */
function withDefaults(action: ReceiptAction): ReceiptAction {
  if (action.SNSAction)
    return { SNSAction: { ...action.SNSAction, Encoding: action.SNSAction.Encoding ?? 'UTF-8' } };
  return action;
}

/** `arn:aws:ses:us-east-1:111122223333:receipt-rule-set/SET:receipt-rule/RULE`: what SES acts for. */
export const ruleArn = ({ account, region }: Scope, ruleSet: string, rule: string): string =>
  `arn:${partitionOf(region)}:ses:${region}:${account}:receipt-rule-set/${ruleSet}:receipt-rule/${rule}`;
