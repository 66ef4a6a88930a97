import type { ProgramFacts, ProgramGroup } from './types.ts';

const browser: ProgramFacts = {
  special: 'textBrowser',
  values: {
    write: '-o --output --output-document -O',
    read: '-post -cookie -post_data -cfg --cfg -cookie_file --config-file -config-file -config',
    text: '-useragent -accept_encoding -width --width -cols -assume_charset -display_charset -auth -I -T -editor',
    command: '-eval --eval',
  },
  singleDash: true,
  prints: 'download',
};

/** Programs that are about something else, and yet read, write or start what their options name. */
export const readers: ProgramGroup = {
  'lynx|links|links2|elinks|edbrowse|browsh': browser,
  w3m: {
    ...browser,
    values: {
      ...browser.values,
      text: '-T -cols -ppc -header -o -I -O -bookmark -num -X',
      write: '',
    },
  },
  'ip|bridge|tc': {
    operands: 'word',
    singleDash: true,
    values: { read: '-batch -b', text: '-n -netns -family -f -l -rcvbuf' },
  },
  ss: {
    operands: 'text',
    values: { read: '-F --filter', write: '-D --diag', text: '-f --family -A --query -N --net' },
  },
  nft: {
    operands: 'text',
    values: { source: '-f --file', perhaps: '-I --includepath', text: '-D --define' },
  },
  arp: { operands: 'host', values: { read: '-f --file', text: '-i -H -t' } },
  'dmesg|journalctl': {
    operands: 'text',
    values: {
      read: '-F --file -K --kmsg-file',
      tree: '-D --directory --root -M',
      text: '-f --facility -l --level -n --lines -u --unit -p --priority -S --since -U --until -o --output -t --identifier -b --boot -g --grep -k --time-format --vacuum-size --vacuum-time',
    },
    optional: '-b -n',
    prints: 'word',
  },
  'last|lastb|who|utmpdump|lastlog': {
    operands: 'word',
    values: { read: '-f --file', text: '-n -t -s -p -u -b' },
    prints: 'word',
  },
  mtr: {
    operands: 'host',
    values: { read: '-F --filename', text: '-i -c -s -m -a -o -B -Q -P -f -G -U -I -y -Z' },
  },
  'dig|kdig|delv': {
    operands: 'host',
    singleDash: true,
    values: { read: '-f -k', text: '-p -t -c -q -x -b -y' },
    prints: 'word',
  },
  'wall|write': { operands: 'word', values: { text: '-t --timeout -g --group' } },
  tput: { operands: 'text', values: { text: '-T' }, prints: 'word' },
  'logger|systemd-cat': {
    operands: 'text',
    values: {
      read: '-f --file',
      text: '-t --tag -p --priority -n -P --server --port -i --id --rfc5424 --msgid --sd-id --sd-param',
    },
  },
  'fping|nmap|masscan|hping3|zmap': {
    operands: 'host',
    values: {
      read: '-f --file -iL --excludefile --resume --stylesheet -E --file',
      write: '-oN -oX -oG -oA -oS -oJ -oL -oB --output-file',
      script: '--script',
      text: '-p -s -c -i -t -q -T -e -S -D -g --top-ports --script-args --rate -P -m --max-retries --min-rate -d --data',
    },
    singleDash: true,
  },
  'ab|wrk|hey|siege|vegeta|bombardier|oha': {
    operands: 'host',
    values: {
      read: '-p -u -D --data -f --file -s --script -targets -body',
      text: '-n -c -t -k -H -A -C -T -d -m --header --latency --timeout --connections --duration --threads -q -z -rate -duration -r',
      write: '-g -e -o --output -output',
    },
  },
  'certbot|openvpn': {
    operands: 'perhaps',
    values: {
      command:
        '--up --down --pre-hook --post-hook --deploy-hook --renew-hook --route-up --tls-verify --client-connect --auth-user-pass-verify',
      output: '--work-dir --logs-dir --log --log-append --writepid',
    },
  },
  'finger|whois|host|nslookup|drill': {
    operands: 'host',
    values: { text: '-p -h -t -T -c -type -query -k -b' },
    prints: 'word',
  },
  'run-parts': { operands: 'script' },
  caddy: {
    subcommands: {
      'file-server': {
        special: 'serveFolder',
        values: { tree: '--root -r', text: '--listen -l --domain -d' },
      },
      'run|start|adapt|validate|fmt|reload|reverse-proxy|respond|hash-password|version|stop|list-modules|environ|upgrade|trust|untrust|storage|manpage|build-info':
        {
          operands: 'perhaps',
          values: { read: '--config -c --envfile', text: '--adapter -a --from --to --listen' },
        },
    },
  },
  httpd: {
    special: 'serveFolder',
    values: { tree: '-h', read: '-c', text: '-p -u -r -e -d -m -k -D -f -C -E' },
  },
};
