// What SES sent (also where LocalStack's users look for it), and what its receiving is told of the world:
// DNS records, functions' and topics' endpoints, identities that wait for their confirmation.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isHttpUrl } from '../core/http-url.ts';
import { isAccountId, isRegion } from '../core/ids.ts';
import { jsonBody, one, queryOf } from './json-body.ts';
import type { ControlPorts, SentMail } from './ports.ts';

export function sesRoutes(fastify: FastifyInstance, { ses }: ControlPorts): void {
  fastify.get('/_waxseal/sent', async () => ses.sent());
  fastify.delete('/_waxseal/sent', async () => ({ removed: await ses.removeSent() }));

  // As LocalStack's SesServiceApiResource answers: an empty filter is none, and a removal has no body.
  fastify.get('/_aws/ses', async (request) => {
    const query = queryOf(request);
    const id = one(query, 'id') || undefined;
    const email = one(query, 'email') || undefined;
    const wanted = ses.sent(id).filter((mail) => email === undefined || mail.source === email);
    return { messages: wanted.map(asLocalStack) };
  });
  fastify.delete('/_aws/ses', async (request, reply) => {
    await ses.removeSent(one(queryOf(request), 'id'));
    return reply.code(204).send();
  });

  /** `{"TXT example.com": ["v=spf1 ip4:192.0.2.1 -all"]}` replaces the whole zone. */
  fastify.put('/_waxseal/dns', async (request) => {
    const records = jsonBody(request);
    for (const [name, data] of Object.entries(records)) {
      if (!/^[A-Z]+ \S+$/.test(name) || !isTexts(data)) {
        throw fastify.httpErrors.badRequest(`'${name}' must be "TYPE name" with a list of texts`);
      }
    }
    ses.setDns(records as Record<string, readonly string[]>);
    return records;
  });

  fastify.put('/_waxseal/functions', async (request) => {
    const endpoints = endpointsOf(request);
    ses.setFunctions(endpoints);
    return endpoints;
  });

  fastify.put('/_waxseal/topics', async (request) => {
    const endpoints = endpointsOf(request);
    ses.setTopics(endpoints);
    return endpoints;
  });

  fastify.post('/_waxseal/identities/confirm', async (request) => {
    const { account = '000000000000', region = 'us-east-1', identity } = jsonBody(request);
    if (typeof account !== 'string' || !isAccountId(account)) {
      throw fastify.httpErrors.badRequest('account must have twelve digits');
    }
    if (typeof region !== 'string' || !isRegion(region))
      throw fastify.httpErrors.badRequest('no such region');
    if (typeof identity !== 'string') throw fastify.httpErrors.badRequest('name an identity');
    if (!(await ses.confirm(account, region, identity))) {
      throw fastify.httpErrors.notFound(`${identity} is no identity of ${account} in ${region}`);
    }
    return { account, region, identity, status: 'Success' };
  });
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

function endpointsOf(request: FastifyRequest): Record<string, string> {
  const endpoints = jsonBody(request);
  for (const [arn, url] of Object.entries(endpoints)) {
    if (!isHttpUrl(url))
      throw request.server.httpErrors.badRequest(`the endpoint of ${arn} must be an http or https URL`);
  }
  return endpoints as Record<string, string>;
}

/** The members of LocalStack's SentEmail, which test suites read; Destinations is an addition for raw mail. */
function asLocalStack({ id, region, timestamp, source, destinations, raw, parts }: SentMail) {
  const common = { Id: id, Region: region, Timestamp: timestamp, Source: source };
  if (!parts)
    return { ...common, Destinations: destinations, RawData: Buffer.from(raw, 'base64').toString() };
  return {
    ...common,
    Destination: { ToAddresses: parts.to, CcAddresses: parts.cc, BccAddresses: parts.bcc },
    Subject: parts.subject,
    Body: { text_part: parts.text ?? null, html_part: parts.html ?? null },
  };
}
