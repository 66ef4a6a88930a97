import type { ProgramGroup } from './types.ts';

/**
 * Relatives of `nc` and of inetd: they start a program for a connection. `before` are the words that stand before that
 * program: host and port.
 */
export const servers: ProgramGroup = {
  'tcpserver|tcpclient|sslserver|sslclient|s6-tcpserver|s6-tcpserver4|s6-tcpserver6|s6-tcpclient|s6-tlsserver|s6-tlsclient|tcpsvd|udpsvd|sslsvd':
    {
      special: 'servesProgram',
      before: ['host', 'word'],
      values: {
        word: '-c -b -g -u -U -t -T -l -x -i -C -X -O -A -B -y -k',
      },
    },
  'micro_inetd|micro-inetd': {
    special: 'servesProgram',
    before: ['word'],
    values: {},
  },
  's6-ipcserver|s6-ipcclient': { special: 'servesProgram', before: ['word'], values: {} },
  'faucet|hose': {
    special: 'servesProgram',
    before: ['word'],
    values: { word: '-f -d -h -p -g -u' },
  },
  'systemd-socket-activate': {
    special: 'servesProgram',
    before: [],
    values: { word: '-l --listen -E --setenv --fdname' },
  },
  websocketd: {
    special: 'servesProgram',
    before: [],
    values: {
      word: '--port --address --loglevel --origin --maxforks --header --sslcert --sslkey --passenv',
      tree: '--staticdir --cgidir --dir --devconsole',
    },
  },
  'cryptcat|sbd|dbd|netcat6|nc6|rustcat': {
    special: 'rawConnection',
    values: {
      command: '-c --sh-exec',
      word: '-e --exec -r --spawn -p --source-port -s -w -i -q -k -P -H -D',
      write: '-o',
    },
  },
  socket: {
    special: 'rawConnection',
    values: { word: '-p --program -B -t' },
  },
  'gnutls-cli|gnutls-serv|telnet-ssl|websocat|wscat|mosquitto_sub|nsq_tail': {
    special: 'rawConnection',
    values: {
      word: '-p --port --priority --sni-hostname --starttls-proto --x509cafile --connect -H --header -h -t -u -P',
      write: '--save-cert',
      read: '--x509keyfile --x509certfile --cafile',
    },
  },
};
