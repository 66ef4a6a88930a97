import type { Bringing, ProgramFacts, ProgramGroup } from './types.ts';

const unpacked: Bringing = { format: 'archive', operands: 'source members' };

/** 7-Zip and RAR: `-oDIR` names the target. */
const unpacking = {
  first: 'read',
  operands: 'output',
  noOperands: 'directory',
  fills: 'always',
  values: { directory: '-o' },
  singleDash: true,
  brings: { ...unpacked, into: '-o', unless: '-so' },
} as const satisfies ProgramFacts;

/** Archives and compression: whole trees go in, whole trees come out. */
export const archives: ProgramGroup = {
  'tar|gtar|bsdtar': {
    special: 'archive',
    values: {
      names: '-T --files-from',
      read: '-X --exclude-from -f --file',
      directory: '--one-top-level',
      chdir: '-C --directory --cd',
      word: '--blocking-factor --strip-components --mtime --checkpoint --checkpoint-action -N --tape-length',
      text: '-b -H --format --exclude --transform --xform --owner --group --mode -V --label --newer -L -K --starting-file --sort --exclude-tag -s --pax-option',
      command:
        '-I --use-compress-program --to-command -F --info-script --new-volume-script --rsh-command --rmt-command',
      rewrite: '-g --listed-incremental --index-file',
    },
    brings: {
      format: 'archive',
      from: '-f --file',
      operands: 'members',
      strip: '--strip-components',
      absolute: '-P --absolute-names --absolute-paths',
      except: '--exclude',
      exceptTrees: true,
      unclear:
        '--transform --xform -s -I --use-compress-program --one-top-level -T --files-from -g --listed-incremental',
    },
  },
  zip: {
    special: 'packNamed',
    first: 'write',
    operands: 'tree',
    values: {
      word: '-s -Z',
      text: '-x --exclude -i --include -n -P --password -t -tt',
      directory: '-b --temp-path',
      command: '-TT --unzip-command',
      write: '-O --output-file -lf --logfile-path',
    },
  },
  unzip: {
    first: 'read',
    values: { directory: '-d', text: '-x -P' },
    fills: 'always',
    fillsUnless: '-d -l -Z -t -p -c -v -z -T -h --help',
    brings: {
      format: 'archive',
      operands: 'source members',
      into: '-d',
      flat: '-j',
      absolute: '-:',
      except: '-x',
      unless: '-l -Z -t -p -c -v -z -T -h --help',
    },
  },
  'zipinfo|lsar': { first: 'read', values: { text: '-x' } },
  unar: {
    operands: 'read',
    values: { directory: '-o -output-directory', text: '-p -password -e -encoding' },
    singleDash: true,
    brings: { ...unpacked, operands: 'sources', into: '-o -output-directory', unclear: 'always' },
  },
  unsquashfs: {
    first: 'read',
    values: { directory: '-d -dest' },
    singleDash: true,
    brings: {
      ...unpacked,
      into: '-d -dest',
      unless: '-l -ls -ll -lls -s -stat -cat',
      unclear: 'always',
    },
  },
  // `python -m zipfile -e a.zip d`
  'zipfile|tarfile': {
    first: 'read',
    switches: [
      { on: '-c --create', first: 'write', operands: 'tree' },
      { on: '-e --extract', operands: 'directory' },
    ],
    brings: {
      format: 'archive',
      operands: 'source target',
      absolute: 'always',
      onlyWith: '-e --extract',
    },
  },
  'gzip|bzip2|xz|lzma|lz4|compress|pigz|pbzip2|pixz|lzip': {
    operands: 'rewrite',
    values: { word: '-S -T --threads -p --processes -F', text: '--suffix --format' },
    switches: [{ on: '-c --stdout --to-stdout -l --list -t --test', operands: 'read' }],
    recursive: '-r --recursive',
    prints: 'decoded',
  },
  'gunzip|bunzip2|unxz|unlzma|uncompress|unpigz|unzstd|unlz4': {
    operands: 'rewrite',
    switches: [{ on: '-c --stdout --to-stdout -l --list -t --test', operands: 'read' }],
    prints: 'decoded',
  },
  zstd: {
    operands: 'rewrite',
    values: { write: '-o', read: '-D', directory: '--output-dir-flat' },
    switches: [{ on: '-c --stdout', operands: 'read' }],
    prints: 'decoded',
  },
  'brotli|snzip': {
    operands: 'rewrite',
    values: { write: '-o --output', word: '-q --quality -w --lgwin -S' },
    prints: 'decoded',
  },
  '7z|7za|7zr|7zz|rar|unrar': {
    subcommands: {
      'a|u|m': { first: 'write', operands: 'tree', values: {} },
      x: unpacking,
      e: { ...unpacking, brings: { ...unpacking.brings, stripsByItself: 'all' } },
      'l|t|v|lb|vb|p': { first: 'read' },
      d: { first: 'write' },
    },
  },
  cpio: {
    special: 'packNamed',
    values: {
      read: '-I',
      write: '-O',
      chdir: '-D --directory',
      rewrite: '-F --file',
      word: '-C',
      text: '-H --format -R --owner',
    },
    switches: [{ on: '-p --pass-through', operands: 'output' }],
    fills: '-i --extract',
    fillsUnless: '-t --list --to-stdout --only-verify-crc',
    brings: {
      format: 'archive',
      from: '-I -F --file',
      operands: 'members',
      absolute: 'always',
      onlyWith: '-i --extract',
      unless: '-t --list --to-stdout --only-verify-crc',
    },
  },
  pax: {
    special: 'packNamed',
    operands: 'tree',
    values: { rewrite: '-f', word: '-b', text: '-s -x -o' },
    switches: [{ on: '-r', operands: 'text', last: 'output' }],
    fills: '-r',
    fillsUnless: '-w',
    brings: {
      format: 'archive',
      from: '-f',
      operands: 'members',
      absolute: 'always',
      onlyWith: '-r',
      unless: '-w',
      unclear: '-s',
    },
  },
  'borg|borg1|attic': {
    subcommands: {
      extract: { operands: 'text', fills: 'always', fillsUnless: '-n --dry-run --stdout' },
      'create|export-tar|import-tar': {
        first: 'perhaps',
        operands: 'tree',
        values: {
          text: '-C --compression --comment -e --exclude',
          read: '--exclude-from --patterns-from',
        },
      },
      'init|list|info|mount|umount|delete|prune|compact|check|rename|diff|key|config|serve|break-lock|benchmark|upgrade|recreate|with-lock|debug|version|help':
        { operands: 'perhaps' },
    },
    values: { text: '--remote-path --rsh --lock-wait --umask --log-json' },
  },
  'restic|rustic': {
    values: { use: '-p --password-file', text: '-r --repo -o --option', read: '--repository-file' },
    subcommands: {
      'backup|restore|dump|snapshots|init|forget|prune|check|ls|find|mount|copy|diff|stats|tag|unlock|rebuild-index|migrate|key|cat|list|cache|generate|self-update|version|help|rewrite|recover|repair':
        {
          operands: 'perhaps',
          values: {
            output: '-t --target --target-dir',
            read: '--files-from --exclude-file --iexclude-file',
            text: '-e --exclude -i --include --tag --host --path --keep-last -r --repo',
            use: '-p --password-file',
          },
        },
    },
  },
  'ar|llvm-ar': { first: 'text', operands: 'rewrite' },
  jar: {
    operands: 'perhaps',
    special: 'javaArchive',
    brings: { format: 'archive', from: '-f --file', operands: 'members', onlyWith: '-x --extract' },
  },
  'shar|makeself': { operands: 'perhaps' },
};
