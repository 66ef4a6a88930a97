import type { ProgramGroup } from './types.ts';

/** Processes, services, devices, accounts, databases. */
export const system: ProgramGroup = {
  'kill|killall|pkill|skill|xkill|renice|pidof|pgrep|ps|top|htop|btop|pstree|jobs|vmstat|iostat|sar|mpstat|lscpu|lsblk|lsusb|lspci|lsmod|nvidia-smi|sysctl|getconf|locale|localectl|timedatectl|hostnamectl|getent|ulimit|blkid|sw_vers|system_profiler|ioreg|stty|setterm|seq|factor|uuidgen|units|cal|ncal|notify-send|lsb_release|loginctl|acpi|sensors|free|ipcs|jps|jstat|jstack|jcmd':
    { operands: 'word', prints: 'word' },
  'systemctl|service|launchctl|rc-service|rc-update|update-rc.d|chkconfig|initctl|sv|supervisorctl':
    {
      subcommands: {
        'enable|daemon-reload|edit|link|preset|add-wants|mask|set-property|load|bootstrap|submit|reenable':
          {
            operands: 'perhaps',
            persists: 'changes which services start by themselves',
          },
        'start|stop|restart|reload|status|is-active|is-enabled|is-failed|list-units|list-unit-files|list-timers|show|cat|disable|unmask|kill|list|print|unload|bootout|kickstart|--version|list-dependencies|reset-failed|get-default|poweroff|reboot|suspend|halt|isolate|import-environment|show-environment|set-environment':
          { operands: 'word', prints: 'word' },
      },
      values: {
        word: '-p --property -t --type --state -n -H --host -M --machine -o --output',
        text: '--lines',
      },
    },
  'mount|umount|losetup|mount.nfs|sshfs|fusermount|bindfs|overlayfs|mergerfs': {
    operands: 'link',
    values: { word: '-t --types -o --options -O -L -U' },
  },
  'mkfs|mkfs.ext4|mkfs.xfs|mkfs.vfat|mkfs.btrfs|mke2fs|mkswap|fdisk|sfdisk|parted|gdisk|sgdisk|wipefs|cryptsetup|blkdiscard|hdparm|fsck|e2fsck|resize2fs|tune2fs|lvcreate|lvremove|vgcreate|pvcreate|mdadm|zpool|zfs|btrfs|diskutil|hdiutil|swapon|swapoff|badblocks|debugfs':
    { operands: 'write', values: { word: '-t -L -F -m -O -N -b' } },
  'useradd|userdel|usermod|groupadd|groupdel|groupmod|adduser|deluser|passwd|chage|gpasswd|chsh|chfn|dscl|newgrp':
    { operands: 'perhaps', escalates: 'changes accounts or privileges' },
  getcap: { operands: 'mention' },
  'insmod|modprobe|rmmod|kexec|update-grub|grub-install|update-initramfs|dracut|efibootmgr|setenforce|aa-complain|aa-disable|apparmor_parser|semanage|auditctl|spctl|csrutil':
    { operands: 'perhaps', escalates: 'changes the kernel or its guards' },
  'shutdown|reboot|poweroff|halt|init|telinit|pm-suspend': { operands: 'word' },
  'clickhouse|clickhouse-client|rqlite': {
    first: 'rewrite',
    operands: 'code',
    values: { code: '-c -s --query -q', read: '-init -f' },
  },
  'pg_restore|mongorestore|mongoimport|mongo|mongosh|influx|sqlcmd|sqlplus|createdb|dropdb|createuser|dropuser|pg_ctl|initdb|mysqladmin|redis-server|postgres|mongod|bq|snowsql|neo4j|cypher-shell|kafka-topics|kcat':
    {
      operands: 'perhaps',
      values: {
        write: '--out --archive --backup',
        code: '--eval',
        word: '-h -p -U -d --host --username --db --collection -u',
        text: '--port',
        perhaps: '-f --file -D -o',
      },
    },
  mesg: {
    operands: 'word',
    values: { read: '-f --file', word: '-p -n -P', text: '-t --tag --priority' },
  },
};
