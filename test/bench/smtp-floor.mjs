// The smtp-server library as the floors of receiving use it: set as the emulator sets it, with nothing of ours.
import { SMTPServer } from 'smtp-server';

export const listenSmtp = (port, onData) =>
  new SMTPServer({
    size: 40 * 1024 * 1024,
    maxClients: 200,
    disabledCommands: ['AUTH'],
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: false,
    logger: false,
    onData,
  }).listen(Number(port), '127.0.0.1');
