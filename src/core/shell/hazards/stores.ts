import type { HazardGroup } from './types.ts';

const lost = { kind: 'destroy', recoverable: true } as const;
const gone = { kind: 'destroy', recoverable: false } as const;

/** An address on another machine: a scheme or a name with dots, not this machine, not a variable. */
const elsewhere =
  /^(?:[a-z][\w+.-]*:\/\/)?(?:[^/@\s]*@)?(?!localhost\b|127\.|0\.0\.0\.0|\[::1\]|[\w.-]*\.(?:localhost|local|test|internal)\b|host\.docker)[\w-]+(?:\.[\w-]+)+(?:[:/?]|$)/i;
/** What a search server or a registry takes for everything. */
const everythingThere =
  /:9[23]\d\d\/(?:_all|\*|[\w.-]*\*)|\/_(?:all|data_stream\/\*|snapshot)(?:[/?]|$)/;

/** Stores of keys and documents, and whatever is deleted over HTTP. */
export const storeHazards = (): readonly HazardGroup[] => [
  {
    programs: 'curl|http|https|xh|xhs|wget|wget2|httpie|curlie',
    hazards: [
      {
        line: /(?:^|\s)(?:(?:-\w*X|--request|--method)[= ]?)?DELETE(?=\s)(?!$)|--method=DELETE|^(?:-\S+\s+)*delete\s/i,
        operand: elsewhere,
        values: '-H --header -d --data --data-raw -u --user -o --output -b --cookie',
        ...lost,
        why: 'deletes something on a server',
      },
      {
        line: /(?:^|\s)(?:(?:-\w*X|--request|--method)[= ]?)DELETE\b/i,
        operand: everythingThere,
        ...lost,
        why: 'deletes everything that a server stores',
      },
      {
        line: /_delete_by_query\b[^\n]*match_all|_delete_by_query\?q=\*/,
        ...lost,
        why: 'deletes everything that a server stores',
      },
      {
        // A change of a project's rules by the address of the same interface.
        line: /api\.github\.com\/repos\/\S+\/(?:collaborators|keys|hooks|branches\/\S+\/protection)\b/,
        any: '-X --request --method',
        kind: 'escalate',
        why: 'changes who may do what on the server',
      },
    ],
  },
  {
    programs: 'nc|ncat|netcat|socat|telnet',
    hazards: [
      {
        fed: /^\s*(?:flush(?:all|db)|shutdown|flush_all|drop\s|(?:\*\d+\s+\$\d+\s+)flush)/im,
        ...lost,
        why: 'empties or stops a service',
      },
    ],
  },
  {
    programs: 'redis-cli|valkey-cli|keydb-cli',
    hazards: [
      {
        operand: /^(?:DEL|UNLINK)$/i,
        last: /[…*]/,
        ...lost,
        why: 'deletes every key that a listing names',
      },
      {
        fed: /^\s*(?:DEL|UNLINK)\s+.*[…*]/im,
        ...lost,
        why: 'deletes every key that a listing names',
      },
      {
        line: /\b(?:EVAL|eval)\s.*(?:redis\.call\(\s*.(?:flush|del|unlink)|KEYS)/i,
        ...lost,
        why: 'deletes keys by a script',
      },
      {
        line: /\b(?:CONFIG\s+SET\s+dir|SLAVEOF|REPLICAOF|MODULE\s+LOAD)\b/i,
        kind: 'escalate',
        why: 'makes the database write files or load code',
      },
    ],
  },
  {
    programs: 'consul|etcdctl|zkcli.sh|zkcli|memcflush|memcrm|pulsar-admin|nats',
    hazards: [
      {
        words: 'kv delete',
        any: '-recurse',
        ...lost,
        why: 'deletes stored data',
      },
      {
        words:
          'deleteall|rmr|namespaces delete|tenants delete|stream rm|stream purge|kv del|kv rm|bucket rm|lock delete',
        ...lost,
        why: 'deletes stored data',
      },
    ],
  },
  {
    programs:
      'nomad|consul|serf|etcdctl|patronictl|repmgr|glusterd|pacemaker|pcs|crm|rabbitmqctl|nodetool',
    hazards: [
      {
        words:
          'system gc|leave|force-leave|member remove|operator raft remove-peer|remove|cluster destroy|cluster stop|forget_cluster_node|decommission|removenode|assassinate|truncatehints|clearsnapshot|server force-leave|node eligibility',
        ...lost,
        why: 'takes a cluster apart',
      },
    ],
  },
  {
    programs: 'pypi-cleanup|npm-unpublish|twine|docker-registry-gc|registry',
    hazards: [
      {
        line: /(?:^|\s)(?:--do-it|--yes|-y|garbage-collect|remove|delete)(?:\s|$)/,
        ...lost,
        why: 'takes published versions away from everybody',
      },
    ],
  },
  { programs: 'memcflush', hazards: [{ ...lost, why: 'empties a cache' }] },
  {
    programs: 'influx|influxd|curator|elasticdump',
    hazards: [
      {
        line: /\bdrop\s+(?:database|measurement|series|shard|retention)\b|delete_indices/i,
        ...lost,
        why: 'deletes stored data',
      },
    ],
  },
  {
    programs: 'dropuser|pg_dropcluster|pg_deletecluster',
    hazards: [{ operand: /./, ...gone, why: 'deletes an account or a whole cluster of databases' }],
  },
  {
    programs: 'pg_resetwal|pg_archivecleanup',
    hazards: [
      { operand: /./, none: '-n --dry-run', ...gone, why: 'deletes what a database recovers from' },
    ],
  },
  {
    programs: 'nomad|azcopy|rados|ceph|gluster|hdfs|hadoop|s5cmd|swift-cli|gcloud-storage',
    hazards: [
      {
        words:
          'job stop|stop|namespace delete|system gc|remove|rm|purge|osd purge|osd destroy|pool delete|rmpool|volume delete|dfs -rm|fs -rm|rb',
        any: '-purge --recursive -r -R -rm -global --yes-i-really-really-mean-it --yes-i-really-mean-it',
        ...lost,
        why: 'deletes what is stored or run there',
      },
      {
        line: /(?:^|\s)-(?:rmr|rm\s+-[rR]\w*|expunge)(?:\s|$)/,
        ...lost,
        why: 'deletes stored data',
      },
    ],
  },
  {
    programs: 'ansible|ansible-console|salt|pdsh|clush|parallel-ssh|pssh|knife|fab|dsh',
    hazards: [
      {
        line: /\brm\s+-\w*[rR]|\bmkfs\b|\bdd\s.*of=\/dev\/|state=absent|\b(?:shutdown|reboot|poweroff)\b|cmd\.run.*\brm\b/,
        ...gone,
        why: 'deletes or stops something on other machines',
      },
      {
        line: /(?:^|\s)(?:-\w*b|--become|-K|--ask-become-pass)(?:\s|$)/,
        kind: 'escalate',
        why: 'runs commands as the administrator of other machines',
      },
    ],
  },
];
