// AddPermission and RemovePermission: statements of the topic's policy, by label (as recorded on AWS).
import * as errors from './errors.ts';
import { policyOf, type Topic } from './topic.ts';
import { ACTIONS, requireQuotas } from './topic-policy.ts';

interface Document {
  readonly Statement: readonly { readonly Sid?: string }[];
}

function documentOf(topic: Topic): Document {
  const document = JSON.parse(policyOf(topic)) as Document;
  return { ...document, Statement: [document.Statement].flat() };
}

export function addStatement(
  topic: Topic,
  label: string,
  accounts: readonly string[],
  actions: readonly string[],
): string {
  const document = documentOf(topic);
  if (document.Statement.some(({ Sid }) => Sid === label)) {
    throw errors.invalidParameter('Statement already exists');
  }
  if (!actions.every((action) => ACTIONS.includes(action))) {
    throw errors.actionOutOfScope();
  }
  if (accounts.length === 0 || !accounts.every((account) => /^\d{12}$/.test(account))) {
    throw errors.invalidParameter('AWSAccountId');
  }
  const statement = {
    Sid: label,
    Effect: 'Allow',
    Principal: { AWS: single(accounts.map((account) => `arn:aws:iam::${account}:root`)) },
    Action: single(actions.map((action) => `SNS:${action}`)),
    Resource: topic.arn,
  };
  const policy = JSON.stringify({ ...document, Statement: [...document.Statement, statement] });
  requireQuotas(policy);
  return policy;
}

const single = (values: readonly string[]): string | readonly string[] =>
  values.length === 1 ? (values[0] ?? '') : values;

/** An unknown label is no error (a choice: AWS's page names none). */
export function removeStatement(topic: Topic, label: string): string {
  const document = documentOf(topic);
  return JSON.stringify({ ...document, Statement: document.Statement.filter(({ Sid }) => Sid !== label) });
}
