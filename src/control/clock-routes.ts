// /_waxseal/clock: read and move the time that every service sees.
import type { FastifyInstance } from 'fastify';
import { jsonBody } from './json-body.ts';
import type { ControlPorts } from './ports.ts';

/** What AWS's timestamps can write: seconds since the epoch, and years of four digits. */
const EARLIEST = 0;
const LATEST = Date.UTC(9999, 0);
const canBe = (time: number): boolean => time >= EARLIEST && time <= LATEST;

export function clockRoutes(fastify: FastifyInstance, { clock, idle }: ControlPorts): void {
  const state = () => ({ now: new Date(clock.now()).toISOString(), frozen: clock.frozen });

  fastify.get('/_waxseal/clock', async () => state());

  /** `{"advance": 86400}` seconds, `{"set": "2030-01-01T00:00:00Z"}`, `{"freeze": true|false}`, `{"reset": true}`. */
  fastify.post('/_waxseal/clock', async (request) => {
    const { advance, set, freeze, reset, ...rest } = jsonBody(request);
    const unknown = Object.keys(rest)[0];
    if (unknown !== undefined) throw fastify.httpErrors.badRequest(`the clock knows no ${unknown}`);
    for (const [name, value] of Object.entries({ freeze, reset })) {
      if (value !== undefined && typeof value !== 'boolean')
        throw fastify.httpErrors.badRequest(`${name} is true or false`);
    }
    const time = set === undefined ? undefined : timeOf(set);
    if (time !== undefined && !canBe(time))
      throw fastify.httpErrors.badRequest('set is an ISO 8601 time from 1970 to 9998');
    const seconds = advance === undefined ? 0 : advance;
    const start = time ?? clock.now();
    if (typeof seconds !== 'number' || !canBe(start + seconds * 1000))
      throw fastify.httpErrors.badRequest('advance is a number of seconds that ends from 1970 to 9998');

    if (reset === true) clock.reset();
    if (time !== undefined) clock.moveTo(time);
    if (seconds !== 0) clock.advance(Math.round(seconds * 1000));
    if (freeze === true) clock.freeze();
    if (freeze === false) clock.thaw();
    await idle();
    return state();
  });
}

const timeOf = (set: unknown): number => (typeof set === 'string' ? Date.parse(set) : Number.NaN);
