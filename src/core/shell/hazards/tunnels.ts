import type { HazardGroup } from './types.ts';

const wayIn = { kind: 'unresolved', why: 'opens a way in from the network' } as const;
const wayOut = { kind: 'unresolved', why: 'opens a way round the network’s own rules' } as const;
const informs = '--help --version';

/**
 * Tunnels. They are asked about and not denied: what comes through them is decided by whoever holds the other end,
 * and a developer who shows a local page to somebody means exactly that.
 */
export const tunnelHazards = (): readonly HazardGroup[] => [
  {
    programs:
      'frpc|frps|rathole|gost|bore|sish|localtunnel|pagekite.py|inlets|inletsctl|loophole|tunnelto|packetriot|revsocks|rsocx|ligolo|ligolo-ng|ligolo-agent|ligolo-proxy|wstunnel|suo5|rpivot|ngrokd|boringproxy|ktunnel|pwnat|iox|dumbpipe|holesail|hyperssh|hypertele|jprq|portr|tunwg|localxpose|loclx|playit|telebit|beeceptor|webhookrelay|relayd|frpmgr|nps|npc|goproxy-tunnel|ssf|ssfd|neoreg|earthworm|stowaway|venom|spp|nps-client|natter|zerotier-tunnel|inlets-pro|tunnelmole|tmole|serveo|outray|cloudpub|xtcp|fatedier',
    hazards: [
      {
        line: /^(?!\s{0,4}(?:--?h(?:elp)?|--?v(?:ersion)?|-V|help|version|list|ls|status|login|logout|config|add-authtoken|validate|check|verify|completion)(?:\s|$))/,
        none: informs,
        ...wayIn,
      },
    ],
  },
  {
    programs: 'vagrant',
    hazards: [{ words: 'share', none: informs, ...wayIn }],
  },
  {
    programs: 'expose',
    hazards: [{ words: 'share', none: informs, ...wayIn }],
  },
  {
    programs: 'wormhole|magic-wormhole',
    hazards: [{ words: 'ssh invite|ssh accept', none: informs, ...wayIn }],
  },
  {
    programs: 'chisel',
    hazards: [{ words: 'client|server', none: informs, ...wayIn }],
  },
  {
    programs: 'ngrok',
    hazards: [{ words: 'http|tcp|tls|start|service|tunnel', none: informs, ...wayIn }],
  },
  {
    programs: 'cloudflared',
    hazards: [
      {
        words: 'tunnel|access tcp|access ssh|service install',
        line: /^(?!\s{0,4}(?:list|info|login|create|delete|route|cleanup|token|diag|--help)\b)/,
        ...wayIn,
      },
    ],
  },
  {
    programs: 'tailscale',
    hazards: [
      {
        words: 'funnel|serve',
        line: /^(?!\s{0,4}(?:status|reset|off|--help)\b|.*\boff$)/,
        ...wayIn,
      },
      { words: 'up|set', any: '--ssh --advertise-exit-node --advertise-routes', ...wayIn },
    ],
  },
  {
    programs: 'autossh|ssh|slogin|dbclient|plink',
    hazards: [
      {
        any: '-w',
        values: '-w -p -i -l -o -F -J -L -R -D -W -b -c -e -E -I -m -O -Q -S -B -M',
        ...wayOut,
      },
      {
        line: /(?:^|\s)-\w{0,6}D\s?(?:0\.0\.0\.0|\*|\[?::\]?):\d/,
        ...wayIn,
      },
      {
        line: /(?:^|\s)-\w{0,6}L\s?(?:0\.0\.0\.0|\*|\[?::\]?):\d/,
        ...wayIn,
      },
      { all: '-g', any: '-L -D', values: '-p -i -l -o -F -J -L -R -D', ...wayIn },
    ],
  },
  {
    programs:
      'iodine|iodined|dnscat|dnscat2|hans|ptunnel|ptunnel-ng|icmptunnel|icmpsh|dns2tcpc|dns2tcpd|ozymandns|udp2raw|corkscrew|proxytunnel|stunnel|stunnel4|obfs4proxy|kcptun|udptunnel|sslh',
    hazards: [
      {
        line: /^(?!\s{0,4}(?:--?h(?:elp)?|--?v(?:ersion)?|-V|-version)(?:\s|$))/,
        none: '--help --version',
        ...wayOut,
      },
    ],
  },
  {
    programs:
      'openvpn|wg-quick|openconnect|vpnc|swanctl|ipsec|pppd|xl2tpd|sstpc|openfortivpn|zerotier-cli|zerotier-one|netbird|nebula|tincd|vpnclient',
    hazards: [
      {
        words: 'up|join|connect|start|--config|--remote|--load-all',
        none: '--help --version',
        kind: 'unresolved',
        why: 'joins this machine to another network',
      },
      {
        line: /--config[=\s]|--remote\s|\.ovpn\b|\.conf\b|https?:\/\/|\bcall\s/,
        kind: 'unresolved',
        why: 'joins this machine to another network',
      },
    ],
  },
  {
    programs:
      'pproxy|proxy.py|3proxy|microsocks|sockd|danted|tinyproxy|ssserver|ss-server|ssmanager|shadowsocks|v2ray|xray|sing-box|hysteria|trojan-go|redsocks',
    hazards: [
      {
        line: /^(?!\s{0,4}(?:--?h(?:elp)?|--?v(?:ersion)?|-V|version|help|check|test|-test)(?:\s|$))/,
        none: '--help --version',
        ...wayIn,
      },
    ],
  },
  {
    programs: 'rinetd|portfwd|simpleproxy|6tunnel',
    hazards: [{ line: /./, none: '--help --version', ...wayIn }],
  },
];
