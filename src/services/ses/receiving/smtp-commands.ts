// MAIL FROM and RCPT TO of smtp-server, taught to read addresses as RFC 5321 has them, and to know no other extensions
// than are offered.
import { notImplemented } from './refusal.ts';
import { readPath } from './smtp-path.ts';

interface Parsed {
  readonly address: string;
  readonly args: object | false;
}
/** Private in the library, so its absence leaves the library as it is. */
interface Connection {
  _parseAddressCommand(name: string, command: Buffer | string): Parsed | false;
}

/** What the library reads in an address's stead. */
const STAND_IN = 'somebody@example.com';

export function readAddressesStrictly(connection: object): void {
  const { _parseAddressCommand: theirs } = connection as Partial<Connection>;
  if (!theirs) return;
  (connection as Connection)._parseAddressCommand = function parse(name, command) {
    const text = command.toString();
    const colon = text.indexOf(':');
    const path = colon < 0 ? undefined : readPath(text.slice(colon + 1));
    if (!path) return false;
    const { address, rest } = path;
    const parsed = theirs.call(this, name, `${text.slice(0, colon)}:<${address && STAND_IN}>${rest}`);
    return parsed && (address === '' ? parsed : { ...parsed, address });
  };
}

/** RFC 5321 §4.1.1.11 @throws SmtpRefusal for a parameter of an extension that is not offered. */
export function requireOffered(args: object | boolean | undefined, offered: readonly string[]): void {
  const unknown = Object.keys(args || {}).find((name) => !offered.includes(name));
  if (unknown !== undefined) throw notImplemented(unknown);
}
