// Policies keep to the users and roles that they named when they were saved, whoever bears the name later.
//
// AWS turns an ARN into the unique id when it saves a policy and back when it shows it, so that a deleted principal is
// shown as `AIDA…` or `AROA…` and a namesake is not trusted (IAM guide, Principal element); policies follow a user to
// another name ("Rename an IAM user"). Here the text keeps its ARNs, and is rewritten in the transaction in which a
// principal is renamed or deleted: nobody can tell the difference, and to authorize costs nothing more.

/** A user or a role is called otherwise from now on: by another ARN or, once it is deleted, by its unique id. */
export type RenamePrincipal = (from: string, to: string) => void;

/**
 * What every policy that names the principal holds, for a first choice in SQL. The ARN itself may be spelled with
 * escapes (`user\/bob`).
 */
export const traceOf = (arn: string): string => (arn.includes(':role/') ? ':role' : ':user');

/** Principal and NotPrincipal hold strings and lists of them, so their brace is the next one outside a string. */
const ELEMENT = /"(?:Not)?Principal"\s*:\s*\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\}/g;
const STRING = /"(?:[^"\\]|\\.)*"/g;

/** @param policy JSON text; its layout stays. */
export const renamePrincipal = (policy: string, from: string, to: string): string =>
  policy.replace(ELEMENT, (element) =>
    element.replace(STRING, (text) => (JSON.parse(text) === from ? JSON.stringify(to) : text)),
  );
