import type { ProgramGroup } from './types.ts';

/** Processes, services, devices, accounts, databases. */
export const system: ProgramGroup = {
  'kill|killall|pkill|skill|xkill|renice|pidof|pgrep|ps|top|htop|btop|pstree|jobs|vmstat|iostat|sar|mpstat|dmesg|journalctl|last|lastlog|finger|lscpu|lsblk|lsusb|lspci|lsmod|nvidia-smi|sysctl|getconf|locale|localectl|timedatectl|hostnamectl|getent|ulimit|blkid|sw_vers|system_profiler|ioreg|stty|tput|setterm|seq|factor|bc|dc|numfmt|uuidgen|units|cal|ncal|notify-send|say|lsb_release|loginctl|acpi|sensors|free|who|ipcs|jps|jstat|jstack|jcmd':
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
        word: '-p --property -t --type --state -n --lines -H --host -M --machine -o --output',
      },
    },
  'mount|umount|losetup|mount.nfs|sshfs|fusermount|bindfs|overlayfs|mergerfs': {
    operands: 'link',
    values: { word: '-t --types -o --options -O -L -U' },
  },
  'mkfs|mkfs.ext4|mkfs.xfs|mkfs.vfat|mkfs.btrfs|mke2fs|mkswap|fdisk|sfdisk|parted|gdisk|sgdisk|wipefs|cryptsetup|blkdiscard|hdparm|fsck|e2fsck|resize2fs|tune2fs|lvcreate|lvremove|vgcreate|pvcreate|mdadm|zpool|zfs|btrfs|diskutil|hdiutil|swapon|swapoff|badblocks|debugfs':
    { operands: 'write', values: { word: '-t -L -F -m -O -N -b' } },
  'useradd|userdel|usermod|groupadd|groupdel|groupmod|adduser|deluser|passwd|chage|gpasswd|chsh|chfn|dscl|newgrp|setcap':
    { operands: 'perhaps', escalates: 'changes accounts or privileges' },
  getcap: { operands: 'mention' },
  'insmod|modprobe|rmmod|kexec|update-grub|grub-install|update-initramfs|dracut|efibootmgr|setenforce|aa-complain|aa-disable|apparmor_parser|semanage|auditctl|spctl|csrutil':
    { operands: 'perhaps', escalates: 'changes the kernel or its guards' },
  'shutdown|reboot|poweroff|halt|init|telinit|pm-suspend': { operands: 'word' },
  sqlite3: {
    first: 'rewrite',
    operands: 'code',
    values: { read: '-init', code: '-cmd', word: '-separator -newline -nullvalue -mmap' },
    singleDash: true,
    stdinIsCode: true,
  },
  'duckdb|litecli|usql|clickhouse|clickhouse-client|rqlite': {
    first: 'rewrite',
    operands: 'code',
    values: { code: '-c -s --query -q', read: '-init -f' },
  },
  'psql|pgcli|cockroach': {
    operands: 'word',
    values: {
      read: '-f --file',
      write: '-o --output -L --log-file',
      code: '-c --command',
      word: '-d --dbname -h --host -p --port -U --username -v --set --variable -F -P -R -T',
    },
  },
  'mysql|mariadb|mycli': {
    operands: 'word',
    values: {
      code: '-e --execute',
      use: '--defaults-file --defaults-extra-file --ssl-ca --ssl-cert --ssl-key',
      word: '-h --host -P --port -u --user -D --database',
      write: '--tee',
    },
  },
  'pg_dump|pg_dumpall|mysqldump|mongodump|mongoexport|pg_restore|mongorestore|mongoimport|pg_basebackup|redis-cli|mongo|mongosh|influx|cqlsh|sqlcmd|sqlplus|etcdctl|createdb|dropdb|createuser|dropuser|pg_ctl|initdb|mysqladmin|influxd|redis-server|postgres|mongod|bq|snowsql|neo4j|cypher-shell|kafka-topics|kcat':
    {
      operands: 'perhaps',
      values: {
        write: '--out --archive --backup',
        code: '--eval',
        word: '-h -p -U -d --host --port --username --db --collection -u',
        perhaps: '-f --file -D -o',
      },
    },
  'logger|wall|write|mesg|systemd-cat': {
    operands: 'word',
    values: { read: '-f --file', word: '-t --tag -p --priority -n -P' },
  },
};
