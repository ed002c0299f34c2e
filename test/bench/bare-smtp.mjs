// The floor of receiving: the bare smtp-server library, which throws every mail away.
import { listenSmtp } from './smtp-floor.mjs';

listenSmtp(process.argv[2], (stream, _session, callback) => {
  stream.on('end', callback);
  stream.resume();
});
