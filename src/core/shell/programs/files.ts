import type { ProgramGroup } from './types.ts';

/** Programs whose business is files as such: copy, move, remove, show names and modes. */
export const files: ProgramGroup = {
  'cat|tac|nl': { operands: 'read', prints: 'filter' },
  'head|tail': {
    operands: 'read',
    values: { word: '-n --lines -c --bytes -s --sleep-interval --pid --max-unchanged-stats' },
    prints: 'filter',
  },
  'less|more|most|bat|batcat|pg|zless|zcat|gzcat|bzcat|xzcat|zstdcat|lz4cat|zmore|bzless|xzless': {
    operands: 'read',
    values: {
      word: '-P --prompt -p --pattern -t -T -x -y -z -l --language --theme --style -r --line-range -H --highlight-line --wrap --color --paging --tabs',
      write: '-o -O --log-file --LOG-FILE',
      read: '-k --lesskey-file',
    },
  },
  'od|hexdump|hd|strings|iconv|pv|glow|mdcat|view|look|readelf|objdump|nm|ldd|size|otool|lsattr|column|fold|fmt|pr|expand|unexpand|colrm|ul|highlight|pygmentize|catdoc|antiword|pdftotext|exiftool|mediainfo|identify':
    {
      operands: 'read',
      values: {
        word: '-n -N -j -t -A -w -e -s -f -c --bytes --encoding -l --radix --format',
        write: '-o --output',
      },
    },
  xxd: {
    operands: 'read',
    last: 'write',
    values: { word: '-c -cols -g -l -len -s -seek -o -n' },
    singleDash: true,
    special: 'decode',
  },
  'cp|gcp': {
    operands: 'read',
    last: 'write',
    values: { write: '-t --target-directory', word: '-S --suffix --context' },
    switches: [
      { on: '-t --target-directory', last: 'read' },
      { on: '-l --link -s --symbolic-link', operands: 'link', last: 'link' },
    ],
    recursive: '-r -R -a --recursive --archive',
  },
  'mv|gmv': {
    operands: 'move',
    last: 'write',
    values: { write: '-t --target-directory', word: '-S --suffix' },
    switches: [{ on: '-t --target-directory', last: 'move' }],
  },
  install: {
    operands: 'read',
    last: 'write',
    values: { write: '-t --target-directory', word: '-m --mode -o --owner -g --group -S --suffix' },
    switches: [
      { on: '-d --directory', operands: 'write', last: 'write' },
      { on: '-t --target-directory', last: 'read' },
    ],
  },
  'ln|link': {
    operands: 'link',
    values: { link: '-t --target-directory', word: '-S --suffix' },
    special: 'link',
  },
  'rm|grm': { operands: 'delete', recursive: '-r -R --recursive' },
  'unlink|rmdir|trash|trash-put|rip': { operands: 'delete', values: { word: '--dir' } },
  shred: {
    operands: 'write',
    values: { word: '-n --iterations -s --size', read: '--random-source' },
    switches: [{ on: '-u --remove', operands: 'delete' }],
  },
  'mkdir|mkfifo|mknod': { operands: 'write', values: { word: '-m --mode -Z --context' } },
  mktemp: {
    operands: 'mention',
    values: { mention: '-p --tmpdir', word: '--suffix -t' },
    special: 'temporaryName',
  },
  touch: {
    operands: 'write',
    values: { word: '-d --date -t --time', mention: '-r --reference' },
  },
  truncate: { operands: 'write', values: { word: '-s --size', mention: '-r --reference' } },
  'tee|sponge': { operands: 'write', prints: 'filter' },
  dd: { special: 'copyBlocks' },
  'chmod|chown|chgrp|chattr': {
    first: 'word',
    operands: 'write',
    // `chmod -x FILE`: the mode looks like an option.
    firstGivenBy: '--reference -r -w -x -X -s -t -i -a -u',
    values: { mention: '--reference' },
  },
  setfacl: {
    operands: 'write',
    values: {
      word: '-m --modify -x --remove',
      read: '-M --modify-file -X --remove-file --restore',
    },
  },
  'getfacl|getfattr': { operands: 'mention', values: { word: '-n --name' } },
  'setfattr|xattr': { operands: 'perhaps' },
  rename: { first: 'word', operands: 'write' },
  ls: {
    operands: 'mention',
    noOperands: 'mention',
    values: {
      word: '-I --ignore --hide -w --width -T --tabsize --color --sort --time --time-style --block-size --format --indicator-style --quoting-style',
    },
    recursive: '-R --recursive',
    skipsHidden: '-a -A -f --all --almost-all',
    lists: 'always',
  },
  'dir|vdir|exa|eza|lsd|gls': {
    operands: 'mention',
    noOperands: 'mention',
    values: { word: '-L --level -s --sort -t --time -I --ignore-glob' },
    recursive: '-R --recurse -T --tree --recursive',
    lists: 'always',
  },
  'tree|ncdu|dust|broot': {
    operands: 'list',
    noOperands: 'list',
    values: { word: '-L -P -I --filelimit --sort --charset', write: '-o' },
  },
  du: {
    operands: 'list',
    noOperands: 'list',
    values: {
      word: '-d --max-depth -B --block-size -t --threshold --exclude',
      read: '--files0-from -X --exclude-from',
    },
  },
  stat: { operands: 'mention', values: { word: '-c --format --printf -t -f' } },
  'file|df|namei|pathchk|lsof|fuser|mountpoint|findmnt|chflags': {
    operands: 'mention',
    values: { word: '-m -F -p -u -i -c -t --type -o --output', read: '-f --files-from' },
  },
  'basename|dirname|realpath|readlink': {
    operands: 'mention',
    values: { word: '-s --suffix --relative-to --relative-base' },
    special: 'names',
  },
  split: {
    first: 'read',
    last: 'write',
    values: {
      word: '-b --bytes -l --lines -n --number -a --suffix-length -C --additional-suffix -t',
      command: '--filter',
    },
  },
  csplit: { first: 'read', values: { word: '-f --prefix -b --suffix-format -n --digits' } },
  'md5sum|sha1sum|sha224sum|sha256sum|sha384sum|sha512sum|b2sum|b3sum|cksum|sum|md5|shasum|xxhsum|xxh64sum':
    {
      operands: 'measure',
      values: { word: '-a --algorithm -l --length' },
    },
  'base64|base32|basenc|uuencode|gbase64': {
    operands: 'read',
    values: { word: '-w --wrap -b --break', read: '-i --input', write: '-o --output' },
    special: 'decode',
  },
  uudecode: { operands: 'read', values: { write: '-o' } },
  inotifywait: {
    operands: 'mention',
    values: { word: '-e --event -t --timeout --format --exclude --include' },
  },
  'sync|fsync': { operands: 'mention' },
  'rsync|rclone': {
    operands: 'remote',
    last: 'remoteTarget',
    values: {
      command: '-e --rsh',
      word: '--rsync-path -f --filter --exclude --include --port --bwlimit --timeout --max-size --min-size --suffix --chmod --info --debug -M --remote-option --block-size -B --compress-level',
      read: '--exclude-from --include-from --files-from --password-file',
      write: '--log-file --backup-dir --partial-dir -T --temp-dir --write-batch',
      mention: '--compare-dest --copy-dest --link-dest',
    },
    recursive: '-a -r --archive --recursive',
  },
};
