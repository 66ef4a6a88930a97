import type { HazardGroup } from './types.ts';

const wholeDisk = { kind: 'destroy', recoverable: false } as const;

/** Disks, partitions, volumes. */
export const diskHazards = (): readonly HazardGroup[] => [
  {
    programs:
      'mkfs|mkfs.ext2|mkfs.ext3|mkfs.ext4|mkfs.xfs|mkfs.vfat|mkfs.fat|mkfs.btrfs|mkfs.ntfs|mkfs.exfat|mkfs.f2fs|mkfs.minix|mkfs.cramfs|mke2fs|mkdosfs|mkntfs|mkswap|newfs|pvcreate|pvremove|vgremove|lvremove|lvreduce|vgreduce|blkdiscard',
    hazards: [
      {
        operand: /./,
        none: '--test -V --version',
        ...wholeDisk,
        why: 'erases a disk or volume',
      },
    ],
  },
  { programs: 'lvm', hazards: [], relays: [{ after: 0, text: 'words' }] },
  {
    programs: 'wipefs',
    hazards: [
      { any: '-a --all -o --offset', none: '-n --no-act', ...wholeDisk, why: 'erases a disk' },
    ],
  },
  {
    programs: 'fdisk|cfdisk|gdisk|cgdisk|sfdisk|sgdisk',
    hazards: [
      {
        operand: /^\/dev\/|…|\$/,
        none: '-l --list -d --dump -p --print -v --verify -i --info -s --show-size -V -g --backup -b -J --json -n --no-act',
        ...wholeDisk,
        why: 'changes the partitions of a disk',
      },
    ],
  },
  {
    programs: 'parted',
    hazards: [
      {
        line: /\b(mklabel|mktable|mkpart|rm|resizepart|mkpartfs)\b/,
        ...wholeDisk,
        why: 'changes the partitions of a disk',
      },
    ],
  },
  {
    programs: 'cryptsetup',
    hazards: [
      {
        words: 'luksFormat|luksErase|erase|luksKillSlot|luksRemoveKey|reencrypt|luksHeaderRestore',
        ...wholeDisk,
        why: 'erases an encrypted disk or its keys',
      },
    ],
  },
  {
    programs: 'zpool|zfs',
    hazards: [
      {
        words: 'destroy|labelclear|rollback|create',
        none: '-n',
        ...wholeDisk,
        why: 'erases a pool, a file system or its later states',
      },
    ],
  },
  {
    programs: 'btrfs',
    hazards: [
      { words: 'subvolume delete|su delete', ...wholeDisk, why: 'deletes a file system' },
      { words: 'device delete|device remove', ...wholeDisk, why: 'removes a disk from use' },
    ],
  },
  {
    programs: 'mdadm',
    hazards: [
      {
        any: '--zero-superblock --stop -S --remove -r --create -C',
        ...wholeDisk,
        why: 'takes a disk array apart',
      },
    ],
  },
  {
    programs: 'diskutil',
    hazards: [
      {
        words:
          'eraseDisk|eraseVolume|partitionDisk|zeroDisk|secureErase|reformat|eraseCD|apfs deleteContainer|apfs deleteVolume',
        ...wholeDisk,
        why: 'erases a disk',
      },
    ],
  },
  {
    programs: 'hdparm',
    hazards: [
      {
        any: '--security-erase --security-erase-enhanced --trim-sector-ranges --write-sector',
        ...wholeDisk,
        why: 'erases a disk',
      },
    ],
  },
  {
    programs: 'nvme',
    hazards: [{ words: 'format|sanitize|delete-ns', ...wholeDisk, why: 'erases a disk' }],
  },
  {
    programs: 'badblocks',
    hazards: [{ any: '-w', ...wholeDisk, why: 'overwrites a disk' }],
  },
  {
    programs: 'shred|srm|wipe|scrub',
    hazards: [
      {
        operand: /^\/dev\/(?!null|stdout|stderr|fd)/,
        ...wholeDisk,
        why: 'overwrites a disk',
      },
      {
        operand: /./,
        kind: 'destroy',
        why: 'overwrites files so that nothing can bring them back',
      },
    ],
  },
  {
    programs: 'dd|dcfldd',
    hazards: [
      {
        line: /(^|\s)of=\/dev\/(?!null|zero|std|fd|tty|shm)/,
        ...wholeDisk,
        why: 'overwrites a disk',
      },
    ],
  },
];
