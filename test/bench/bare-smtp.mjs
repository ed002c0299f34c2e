// The floor of receiving: the bare smtp-server library, which throws every mail away.
import { SMTPServer } from 'smtp-server';

const server = new SMTPServer({
  size: 40 * 1024 * 1024,
  maxClients: 200,
  disabledCommands: ['AUTH'],
  disableReverseLookup: true,
  hideENHANCEDSTATUSCODES: false,
  logger: false,
  onData(stream, _session, callback) {
    stream.on('end', callback);
    stream.resume();
  },
});
server.listen(Number(process.argv[2]), '127.0.0.1');
