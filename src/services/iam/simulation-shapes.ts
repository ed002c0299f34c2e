// What the two simulate operations take and give, and how the input becomes a simulation.
import { validatePolicy } from '../../access/validate-policy.ts';
import type { NamedPolicy } from '../../core/credentials.ts';
import {
  boolean,
  integer,
  list,
  map,
  oneOf,
  required,
  string,
  structure,
  type TypeOfMembers,
} from '../../core/shape.ts';
import { invalidInput } from './errors.ts';
import { pageOf } from './paging.ts';
import { arn, pageInput, pageOutput, policyDocument } from './shapes.ts';
import { type Simulation, simulate } from './simulation.ts';

const resourceName = string({ min: 1, max: 2048 });

export const simulationInput = {
  PolicyInputList: list(policyDocument),
  PermissionsBoundaryPolicyInputList: list(policyDocument),
  ActionNames: required(list(string({ min: 3, max: 128 }))),
  ResourceArns: list(resourceName),
  ResourcePolicy: policyDocument,
  ResourceOwner: resourceName,
  CallerArn: resourceName,
  ContextEntries: list(
    structure({
      ContextKeyName: string({ min: 5, max: 256 }),
      ContextKeyValues: list(string()),
      ContextKeyType: oneOf(
        'string',
        'stringList',
        'numeric',
        'numericList',
        'boolean',
        'booleanList',
        'ip',
        'ipList',
        'binary',
        'binaryList',
        'date',
        'dateList',
      ),
    }),
  ),
  ResourceHandlingOption: string({ min: 1, max: 64 }),
  ...pageInput,
};
export type SimulationInput = TypeOfMembers<typeof simulationInput>;

const decision = oneOf('allowed', 'explicitDeny', 'implicitDeny');
const position = structure({ Line: integer(), Column: integer() });
const findings = {
  MatchedStatements: list(
    structure({
      SourcePolicyId: string(),
      SourcePolicyType: string(),
      StartPosition: position,
      EndPosition: position,
    }),
  ),
  MissingContextValues: list(string()),
  EvalDecisionDetails: map(string(), decision),
  PermissionsBoundaryDecisionDetail: structure({ AllowedByPermissionsBoundary: boolean() }),
};

export const simulationOutput = structure({
  EvaluationResults: list(
    structure({
      EvalActionName: required(string()),
      EvalResourceName: string(),
      EvalDecision: required(decision),
      ...findings,
      ResourceSpecificResults: list(
        structure({
          EvalResourceName: required(string()),
          EvalResourceDecision: required(decision),
          ...findings,
        }),
      ),
    }),
  ),
  ...pageOutput,
});

export const policySourceArn = arn;

export function inputPolicies(
  documents: readonly string[] = [],
  list = 'PolicyInputList',
): readonly NamedPolicy[] {
  return documents.map((document, index) => {
    const validation = validatePolicy(document, 'identity');
    if ('problem' in validation) throw invalidInput(validation.problem.message);
    return { name: `${list}.${index + 1}`, document };
  });
}

export function contextOf({ ContextEntries = [] }: SimulationInput): Simulation['context'] {
  return new Map(
    ContextEntries.map(({ ContextKeyName = '', ContextKeyValues = [] }) => [
      ContextKeyName.toLowerCase(),
      ContextKeyValues,
    ]),
  );
}

/** One result for every action on every resource; without resources, on `*`. */
export function runSimulation(simulation: Simulation, input: SimulationInput) {
  const { ActionNames, ResourceArns = ['*'], ResourcePolicy } = input;
  const wrong = ActionNames.find((action) => !/^[\w.-]+:[\w*?]+$/.test(action));
  if (wrong !== undefined) throw invalidInput(`Invalid action name: ${wrong}`);
  if (ResourcePolicy !== undefined) {
    const validation = validatePolicy(ResourcePolicy, 'resource');
    if ('problem' in validation) throw invalidInput(validation.problem.message);
  }
  const pairs = ActionNames.flatMap((action) => ResourceArns.map((resource) => ({ action, resource })));
  const numbered = pairs.map((pair, index) => ({ ...pair, key: String(index).padStart(6, '0') }));
  const { items, page } = pageOf(numbered, input, ({ key }) => key);
  return {
    EvaluationResults: items.map(({ action, resource }) => simulate(simulation, action, resource)),
    ...page,
  };
}
