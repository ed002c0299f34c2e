// The body of a control request, which may be empty.
import type { FastifyRequest } from 'fastify';

/** @throws sensible's 400 where the body is not a JSON object. */
export function jsonBody(request: FastifyRequest): Readonly<Record<string, unknown>> {
  const { body, server } = request;
  if (!Buffer.isBuffer(body) || body.length === 0) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    throw server.httpErrors.badRequest('the body is not JSON');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw server.httpErrors.badRequest('the body must be a JSON object');
  }
  return parsed as Record<string, unknown>;
}

/** Query parameters as strings; a repeated one is a list. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;
export const queryOf = (request: FastifyRequest): Query => request.query as Query;

export function one(query: Query, name: string): string | undefined {
  const value = query[name];
  return typeof value === 'string' ? value : value?.[0];
}
export function many(query: Query, name: string): readonly string[] {
  const value = query[name];
  const all = value === undefined ? [] : typeof value === 'string' ? [value] : value;
  return all
    .flatMap((each) => each.split(','))
    .map((each) => each.trim())
    .filter((each) => each !== '');
}
