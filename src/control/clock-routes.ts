// /_waxseal/clock: read and move the time that every service sees.
import type { FastifyInstance } from 'fastify';
import { jsonBody } from './json-body.ts';
import type { ControlPorts } from './ports.ts';

/** The four-digit years that AWS's timestamps can write. */
const LATEST = Date.UTC(9999, 0);

export function clockRoutes(fastify: FastifyInstance, { clock, idle }: ControlPorts): void {
  const state = () => ({ now: new Date(clock.now()).toISOString(), frozen: clock.frozen });

  fastify.get('/_waxseal/clock', async () => state());

  /** `{"advance": 86400}` seconds, `{"set": "2030-01-01T00:00:00Z"}`, `{"freeze": true|false}`, `{"reset": true}`. */
  fastify.post('/_waxseal/clock', async (request) => {
    const { advance, set, freeze, reset, ...rest } = jsonBody(request);
    const unknown = Object.keys(rest)[0];
    if (unknown !== undefined) throw fastify.httpErrors.badRequest(`the clock knows no ${unknown}`);
    if (reset === true) clock.reset();
    if (set !== undefined) {
      const time = typeof set === 'string' ? Date.parse(set) : Number.NaN;
      if (Number.isNaN(time) || time > LATEST) throw fastify.httpErrors.badRequest('set is an ISO 8601 time');
      clock.moveTo(time);
    }
    if (advance !== undefined) {
      if (typeof advance !== 'number' || !(clock.now() + advance * 1000 <= LATEST)) {
        throw fastify.httpErrors.badRequest('advance is a number of seconds');
      }
      clock.advance(advance * 1000);
    }
    if (freeze === true) clock.freeze();
    if (freeze === false) clock.thaw();
    await idle();
    return state();
  });
}
