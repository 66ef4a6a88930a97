import type { HazardGroup } from './types.ts';

const lost = { kind: 'destroy', recoverable: true } as const;
const gone = { kind: 'destroy', recoverable: false } as const;

/** Backups, snapshots and keys: what everything else is recovered with. */
export const backupHazards = (): readonly HazardGroup[] => [
  {
    programs: 'tmutil',
    hazards: [
      {
        words: 'delete|deletelocalsnapshots|thinlocalsnapshots|deleteinprogress|removedestination',
        ...gone,
        why: 'deletes backups',
      },
      { words: 'disable|addexclusion', kind: 'tamper', why: 'stops backups' },
    ],
  },
  {
    programs:
      'timeshift|snapper|btrbk|zsysctl|restic|rustic|borg|borgmatic|kopia|duplicity|duplicacy|rdiff-backup|bup|tarsnap|rsnapshot|sanoid|velero|attic|proxmox-backup-client|wal-g|pgbackrest|barman',
    hazards: [
      {
        any: '--delete-all --delete --remove-older-than --prune --unsafe-allow-remove-all --nuke --remove-all',
        none: '-n',
        ...gone,
        why: 'deletes backups',
      },
      {
        words:
          'delete|forget|prune|remove-all-but-n-full|remove-older-than|remove-all-inc-of-but-n-full|cleanup --force|snapshot delete|maintenance run --full|stanza-delete|expire|gc|compact|key remove|repo delete|delete-config|backup delete',
        none: '-n --list -l',
        ...gone,
        why: 'deletes backups',
      },
    ],
  },
  {
    programs:
      'tarsnap|bupstash|vorta|tarsnapper|backy|attic|casync|desync|zbackup|duplicati-cli|urbackup|bacula|bconsole|amrmtape',
    hazards: [
      {
        line: /^(?:-\S+\s+){0,6}(?:-d|--nuke|--delete|rm|gc|delete|forget|purge|prune)(?:\s|$)/,
        ...gone,
        why: 'deletes backups',
      },
    ],
  },
  {
    programs: 'vssadmin|wbadmin|bcdedit',
    hazards: [
      {
        line: /\bdelete\s+(?:shadows|systemstatebackup|catalog)|recoveryenabled\s+no/i,
        ...gone,
        why: 'deletes backups',
      },
    ],
  },
  {
    programs: 'lvremove|virsh|vboxmanage|qm|pct|prlctl|vmrun|limactl|colima|orb|tart|utmctl',
    hazards: [
      {
        words:
          'snapshot-delete|snapshot delete|delsnapshot|unregistervm --delete|destroy|delete|deleteSnapshot|deleteVM|unregistervm',
        ...lost,
        why: 'deletes a machine or its earlier states',
      },
    ],
  },
  {
    programs: 'gpg|gpg2',
    hazards: [
      {
        any: '--delete-secret-keys --delete-secret-key --delete-secret-and-public-key --delete-keys',
        ...gone,
        why: 'deletes keys',
      },
    ],
  },
  {
    programs: 'security',
    hazards: [
      {
        words:
          'delete-keychain|delete-generic-password|delete-internet-password|delete-identity|delete-certificate',
        ...gone,
        why: 'deletes what the keychain holds',
      },
      {
        words: 'add-trusted-cert|authorizationdb|trust-settings-import',
        kind: 'escalate',
        why: 'changes what the system trusts',
      },
    ],
  },
  {
    programs: 'secret-tool|keyring|pass|gopass',
    hazards: [{ words: 'clear|del|rm', ...gone, why: 'deletes stored passwords' }],
  },
  {
    programs: 'ykman|tpm2',
    hazards: [
      {
        words: 'piv reset|openpgp reset|fido reset|oath reset|clear',
        ...gone,
        why: 'deletes the keys of a device',
      },
    ],
  },
  {
    programs: 'docker|podman|nerdctl|finch|buildah|ctr|crictl',
    hazards: [
      {
        words:
          'kill|stop|rm|rmi|container rm|container kill|container stop|image rm|images rm|network rm',
        last: /…/,
        ...lost,
        why: 'stops or deletes everything that a listing names',
      },
      {
        words: 'rm|rmi|stop|kill|pod rm|images prune|containers delete|image remove',
        any: '-a --all',
        ...lost,
        why: 'stops or deletes everything',
      },
      {
        words: 'context rm|buildx rm|plugin rm|swarm init',
        any: '-f --force',
        ...lost,
        why: 'deletes what others use',
      },
    ],
  },
  {
    programs: 'kubectl|k|oc',
    hazards: [
      {
        words: 'scale',
        line: /--replicas[= ]0\b/,
        ...lost,
        why: 'stops what a cluster runs',
      },
      {
        words: 'taint',
        line: /NoExecute/,
        ...lost,
        why: 'moves everything off a node',
      },
    ],
  },
];
