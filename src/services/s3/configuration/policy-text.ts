// A bucket policy as S3 gives it back: read and written again, not the text that came. Its elements stand in one order
// (LocalStack's recordings of AWS) and a list of one is its value, in Action and Resource (amazon.aws's tests, run on
// AWS; hashicorp/terraform#4948) and in Principal (ansible/ansible#29341). Nobody told of conditions: they stay. Nor of blanks:
// a text that S3 would not word otherwise keeps its own, as ceph's and moto's tests take for granted (a choice).

type Json = Readonly<Record<string, unknown>>;

const LISTS = ['Action', 'NotAction', 'Resource', 'NotResource'] as const;

/** @param text was found to be a policy. */
export function policyText(text: string): string {
  const policy = JSON.parse(text) as Json;
  const { Version, Id, Statement } = policy;
  const written = JSON.stringify({
    Version,
    Id,
    Statement: Array.isArray(Statement) ? Statement.map(statement) : statement(Statement as Json),
  });
  return written === JSON.stringify(policy) ? text : written;
}

/** What is not there is `undefined` here, and nowhere in the text. */
const statement = (given: Json): Json => ({
  Sid: given.Sid,
  Effect: given.Effect,
  Principal: principal(given.Principal),
  NotPrincipal: principal(given.NotPrincipal),
  ...Object.fromEntries(LISTS.map((name) => [name, single(given[name])])),
  Condition: given.Condition,
});

const principal = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([kind, named]) => [kind, single(named)]))
    : value;

const single = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? value[0] : value);
